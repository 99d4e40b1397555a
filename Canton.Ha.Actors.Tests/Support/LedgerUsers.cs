using Com.Daml.Ledger.Api.V2;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Everybody who uses one logical participant: submitters, and two who hear what comes of it.</summary>
internal sealed class LedgerUsers
{
    private readonly string _name;
    private readonly LedgerClient _client;
    private readonly LedgerParties _parties;
    private readonly LedgerReader _reader;
    private readonly IouPool _pool = new();
    private readonly LedgerTail<GetUpdatesResponse, Transaction> _updates;
    private readonly LedgerTail<CompletionStreamResponse, Completion> _completions;
    private readonly LedgerSubmitter[] _submitters;

    public LedgerUsers(string name, LedgerClient client, LedgerParties parties, int submitters, Random random)
    {
        (_name, _client, _parties) = (name, client, parties);
        _reader = new LedgerReader(client, parties);
        _updates = _reader.Updates();
        _completions = _reader.Completions();
        _submitters = [.. Enumerable.Range(1, submitters).Select(i => new LedgerSubmitter($"{name}-{i}", client, _pool, parties, new Random(random.Next())))];
    }

    public string Summary =>
        $"{_name}: {Commands.Count()} commands, of which {Commands.Count(command => command.IsAccepted == false)} were too late and {Commands.Count(command => command.Attempts.Count > 1)} were sent"
        + $" more than once, {_client.Retries} calls made again, {_updates.Heard.Count} transactions heard in {_updates.Streams} streams";

    /// <summary>How many commands each submitter has brought to an end.</summary>
    public IReadOnlyList<int> Ended => [.. _submitters.Select(submitter => submitter.Ended)];

    /// <summary>The longest time that one of their commands took since this was asked for the last time.</summary>
    public TimeSpan TakeLongest() => _submitters.Max(submitter => submitter.TakeLongest());

    private IEnumerable<SubmittedCommand> Commands => _submitters.SelectMany(submitter => submitter.Commands);

    public IEnumerable<Task> Listen(CancellationToken stop) => [_updates.ListenAsync(_pool.Note, stop), _completions.ListenAsync(_ => { }, stop)];

    public IEnumerable<Task> Submit(CancellationToken enough, CancellationToken stop) => _submitters.Select(submitter => submitter.SubmitAsync(enough, stop));

    /// <summary>When nobody submits any more: whoever was promised a completion has heard it, and the stream of updates has come as far as that of completions.</summary>
    public Task HearEverythingAsync() => Eventually.BecomesTrueAsync(
        $"every acknowledged submission at {_name} has a completion, and every accepted one a transaction",
        () => Task.FromResult(
            Commands.SelectMany(command => command.Acknowledged).ToHashSet().IsSubsetOf(_completions.Heard.Select(heard => heard.SubmissionId))
            && _completions.Heard.Count(heard => heard.Status.Code == 0) <= _updates.Heard.Count(heard => heard.CommandId.Length > 0)),
        Bounds.Start);

    /// <summary>The active contracts that parties of others have a stake in, as the replica that is active says.</summary>
    public async Task<IReadOnlyList<HeldIou>> ReadSharedAsync() =>
        [.. (await _reader.ReadActiveAsync(await _reader.ReadEndAsync())).Values
            .Where(created => _parties.AreShared(created.Signatories.Concat(created.Observers)))
            .Select(HeldIou.Of).OrderBy(iou => iou.ContractId, StringComparer.Ordinal)];

    /// <summary>What the submitters were told is what the completions say, and each accepted command has one transaction.</summary>
    public void ShouldHaveEndedEveryCommandOnce()
    {
        var completions = _completions.Heard;
        completions.Select(heard => heard.SubmissionId).Should().OnlyHaveUniqueItems();
        Commands.SelectMany(command => command.Acknowledged).Except(completions.Select(heard => heard.SubmissionId)).Should().BeEmpty("whoever was promised a completion gets one");

        var accepted = completions.Where(heard => heard.Status.Code == 0).ToLookup(heard => heard.CommandId);
        foreach (var command in Commands)
        {
            var acceptances = accepted[command.Id].ToList();
            acceptances.Count.Should().BeLessThanOrEqualTo(1, "{0} may take effect once", command.Id);
            (command.IsAccepted ?? acceptances.Count == 1).Should().Be(acceptances.Count == 1, "the submitter of {0} was told so", command.Id);
            (command.CompletionOffset ?? acceptances.FirstOrDefault()?.Offset).Should().Be(acceptances.FirstOrDefault()?.Offset, "the submitter of {0} was told so", command.Id);
        }

        _updates.Heard.Where(heard => heard.CommandId.Length > 0).Select(heard => (heard.CommandId, heard.UpdateId, heard.Offset))
            .Should().Equal(completions.Where(heard => heard.Status.Code == 0).Select(heard => (heard.CommandId, heard.UpdateId, heard.Offset)));
    }

    /// <summary>The replica that is active tells the same from the beginning, and the contracts that its stream leaves are those that it calls active.</summary>
    public async Task ShouldReadTheSameAsync()
    {
        var end = await _reader.ReadEndAsync();
        var read = await _reader.ReadTransactionsAsync(end);
        await Eventually.BecomesTrueAsync($"the stream of {_name} has got as far", () => Task.FromResult(_updates.Heard.Count >= read.Count), Bounds.Back);
        _updates.Heard.SequenceEqual(read).Should().BeTrue(
            "{0} transactions heard live are the {1} that are read from the beginning; they differ after {2}", _updates.Heard.Count, read.Count, CommonLength(_updates.Heard, read));

        var active = await _reader.ReadActiveAsync(end);
        var left = Left(read);
        active.Keys.Except(left.Keys).Should().BeEmpty("what is active was created and not archived");
        left.Keys.Except(active.Keys).Should().BeEmpty("what was created and not archived is active");
        active.Should().OnlyContain(contract => contract.Value.Equals(left[contract.Key]));
    }

    /// <summary>Creates minus archives.</summary>
    private static Dictionary<string, CreatedEvent> Left(List<Transaction> transactions)
    {
        var left = new Dictionary<string, CreatedEvent>();
        foreach (var item in transactions.SelectMany(transaction => transaction.Events))
            if (item.Created is { } created)
                left.Add(created.ContractId, created);
            else
                left.Remove(item.Archived.ContractId).Should().BeTrue("{0} is archived once", item.Archived.ContractId);
        return left;
    }

    /// <summary>The stream of completions from the beginning is the one that was heard live.</summary>
    public async Task ShouldHearTheSameCompletionsAsync()
    {
        var again = _reader.Completions();
        using var stop = new CancellationTokenSource();
        var listening = again.ListenAsync(_ => { }, stop.Token);
        await Eventually.BecomesTrueAsync($"the completions of {_name} are read again", () => Task.FromResult(again.Heard.Count >= _completions.Heard.Count), Bounds.Start);
        await stop.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        again.Heard.SequenceEqual(_completions.Heard).Should().BeTrue("completions are the same from the beginning; they differ after {0}", CommonLength(again.Heard, _completions.Heard));
    }

    private static int CommonLength<T>(IReadOnlyList<T> first, IReadOnlyList<T> second)
        where T : class => first.Zip(second).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
}
