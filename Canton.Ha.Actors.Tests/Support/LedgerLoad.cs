using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The users of one or two participants, whose parties make promises to each other; and what must hold about all they were told.</summary>
internal sealed class LedgerLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly LedgerClient[] _clients;
    private readonly LedgerUsers[] _users;
    private readonly Task[] _listening;
    private readonly Task[] _submitting;

    private LedgerLoad(LedgerClient[] clients, params LedgerUsers[] users)
    {
        (_clients, _users) = (clients, users);
        _listening = [.. users.SelectMany(some => some.Listen(_stop.Token))];
        _submitting = [.. users.SelectMany(some => some.Submit(_enough.Token, _stop.Token))];
    }

    public string Summary => string.Join("; ", _users.Select(some => some.Summary));

    /// <summary>Two parties and two submitters at one participant, wherever that is active.</summary>
    public static async Task<LedgerLoad> StartAsync(Uri participant, Random random)
    {
        var client = new LedgerClient([participant]);
        string[] parties = [await LedgerReader.AllocateAsync(client, $"alice-{random.Next():x}"), await LedgerReader.AllocateAsync(client, $"anna-{random.Next():x}")];
        await LedgerReader.KnowsAsync(client, parties);
        return new LedgerLoad([client], new LedgerUsers($"a-{random.Next():x}", client, new LedgerParties(parties, []), submitters: 2, random));
    }

    /// <summary>Two parties at each of two participants, who know each other; four submitters at one, two at the other.</summary>
    public static async Task<LedgerLoad> StartAsync(IEnumerable<Uri> a, IEnumerable<Uri> b, Random random)
    {
        LedgerClient[] clients = [new(a), new(b)];
        string[] ofA = [await LedgerReader.AllocateAsync(clients[0], "alice"), await LedgerReader.AllocateAsync(clients[0], "anna")];
        string[] ofB = [await LedgerReader.AllocateAsync(clients[1], "bob"), await LedgerReader.AllocateAsync(clients[1], "betty")];
        foreach (var client in clients)
            await LedgerReader.KnowsAsync(client, [.. ofA, .. ofB]);
        return new LedgerLoad(
            clients,
            new LedgerUsers("a", clients[0], new LedgerParties(ofA, ofB), submitters: 4, random),
            new LedgerUsers("b", clients[1], new LedgerParties(ofB, ofA), submitters: 2, random));
    }

    /// <summary>The longest time that a command took since this was asked for the last time, retries included.</summary>
    public TimeSpan TakeLongest() => _users.Max(users => users.TakeLongest());

    /// <summary>Waits until every submitter has got on.</summary>
    public async Task GrowAsync()
    {
        IReadOnlyList<int> Ended() => [.. _users.SelectMany(some => some.Ended)];
        var before = Ended();
        await Eventually.BecomesTrueAsync(
            "every submitter gets on",
            async () =>
            {
                if (_submitting.Concat(_listening).FirstOrDefault(task => task.IsFaulted) is { } failed)
                    await failed;
                return Ended().Zip(before).All(pair => pair.First > pair.Second + 5);
            },
            Bounds.Start);
    }

    /// <summary>Nothing is submitted any more, and everybody has heard what there is.</summary>
    public async Task EndAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_submitting).WaitAsync(Bounds.Start);
        await Task.WhenAll(_users.Select(some => some.HearEverythingAsync()));
        foreach (var some in _users)
            some.ShouldHaveEndedEveryCommandOnce();
    }

    /// <summary>The replicas that are active tell the same story from its beginning.</summary>
    public async Task ShouldBeToldAgainAsync()
    {
        foreach (var some in _users)
        {
            await some.ShouldReadTheSameAsync();
            await some.ShouldHearTheSameCompletionsAsync();
        }
    }

    /// <summary>Both participants know the same common contracts.</summary>
    public async Task ShouldAgreeAsync()
    {
        var (here, there) = (_users[0], _users[1]);
        IReadOnlyList<HeldIou> a = [], b = [];
        await Eventually.BecomesTrueAsync(
            "both participants have the same number of common contracts",
            async () => (a = await here.ReadSharedAsync()).Count == (b = await there.ReadSharedAsync()).Count,
            Bounds.Back);
        a.Should().Equal(b).And.NotBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var client in _clients)
            client.Dispose();
        await Task.WhenAll(_listening.Concat(_submitting)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
