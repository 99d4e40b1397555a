using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The users of two participants, whose parties make promises to each other; and what must hold about all they were told.</summary>
internal sealed class LedgerLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly LedgerClient[] _clients;
    private readonly LedgerUsers _a;
    private readonly LedgerUsers _b;
    private readonly Task[] _listening;
    private readonly Task[] _submitting;

    private LedgerLoad(LedgerClient[] clients, LedgerUsers a, LedgerUsers b)
    {
        (_clients, _a, _b) = (clients, a, b);
        _listening = [.. a.Listen(_stop.Token), .. b.Listen(_stop.Token)];
        _submitting = [.. a.Submit(_enough.Token, _stop.Token), .. b.Submit(_enough.Token, _stop.Token)];
    }

    public string Summary => $"{_a.Summary}; {_b.Summary}";

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

    /// <summary>The longest time that a command took at A since this was asked for the last time, retries included.</summary>
    public TimeSpan TakeLongest() => _a.TakeLongest();

    /// <summary>Waits until every submitter has got on.</summary>
    public async Task GrowAsync()
    {
        IReadOnlyList<int> Ended() => [.. _a.Ended, .. _b.Ended];
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
        await Task.WhenAll(_a.HearEverythingAsync(), _b.HearEverythingAsync());
        _a.ShouldHaveEndedEveryCommandOnce();
        _b.ShouldHaveEndedEveryCommandOnce();
    }

    /// <summary>The replicas that are active tell the same story from its beginning.</summary>
    public async Task ShouldBeToldAgainAsync()
    {
        await _a.ShouldReadTheSameAsync();
        await _a.ShouldHearTheSameCompletionsAsync();
        await _b.ShouldReadTheSameAsync();
        await _b.ShouldHearTheSameCompletionsAsync();
    }

    public async Task ShouldAgreeAsync()
    {
        IReadOnlyList<HeldIou> a = [], b = [];
        await Eventually.BecomesTrueAsync(
            "both participants have the same number of common contracts",
            async () => (a = await _a.ReadSharedAsync()).Count == (b = await _b.ReadSharedAsync()).Count,
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
