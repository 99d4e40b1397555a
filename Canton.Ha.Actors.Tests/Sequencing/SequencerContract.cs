using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Sequencing;

/// <summary>What a sequencer keeps to on every storage.</summary>
public abstract class SequencerContract : IAsyncLifetime
{
    private const long FarAhead = 4_000_000_000_000_000;

    private SequencerTerm? _term;

    private protected SequencerTerm Term => _term ?? throw new InvalidOperationException("No term has begun.");

    private protected static SequencingSettings Forever { get; } = SequencingRules.Default with { DeduplicationWindow = TimeSpan.FromDays(50_000) };

    private protected abstract Task<ReplicaStorage> OpenStorageAsync();

    private protected abstract ISequencerStore StoreOn(ReplicaStorage storage);

    private protected abstract Task<long> CountAsync(string table);

    public virtual async Task InitializeAsync() => await BeginAsync(Forever);

    public virtual async Task DisposeAsync()
    {
        if (_term is not null)
            await _term.DisposeAsync();
    }

    [Fact]
    public async Task What_was_answered_is_there_in_the_next_term()
    {
        var alice = await Term.RegisterAsync("alice");
        var at = await Term.SubmitAsync("alice", Messages.ToAll(1, FarAhead));
        await Term.AskAsync<SequencerAnswer.Subscribed>(new MemberRequest.Subscribe("alice", 3, 1));
        await Term.AskAsync<SequencerAnswer.Acknowledged>(new MemberRequest.Acknowledge("alice", 3, 1));

        await BeginAsync(Forever);

        (await Term.AskAsync<SequencerAnswer.Registered>(new MemberRequest.Register("alice", 3))).Should().Be(alice);
        (await Term.AskAsync<SequencerAnswer.Refused>(new MemberRequest.Register("alice", 2))).Refusal.Should().Be(RequestRefusal.OlderTerm);
        var again = await Term.AskAsync<SequencerAnswer.Submitted>(new MemberRequest.Submit("alice", 3, [Messages.ToAll(1, FarAhead), Messages.ToAll(2, FarAhead)]));
        again.Outcomes[0].Should().Be(new SubmissionOutcome.Sequenced(at));
        again.Outcomes[1].Should().BeOfType<SubmissionOutcome.Sequenced>().Which.At.Should().BeGreaterThan(at);
        (await Term.AskAsync<SequencerAnswer.Subscribed>(new MemberRequest.Subscribe("alice", 3, 4))).Member
            .Should().Be(new MemberState(1, "alice", alice.At, Term: 3, LastCounter: 3, Acknowledged: 1, Pruned: 0));
    }

    [Fact]
    public async Task A_message_is_heard_alike_from_memory_and_from_the_disk()
    {
        await Term.RegisterAsync("alice");
        await Term.RegisterAsync("bob");
        for (var i = 1; i <= 25; i++)
            await Term.SubmitAsync("alice", i % 3 == 0 ? Messages.To(i, FarAhead, "alice") : Messages.To(i, FarAhead, "bob", "alice"));
        await Term.SubmitAsync("bob", Messages.ToAll(1, FarAhead));

        var fromMemory = await Term.HearAsync("bob", 1, 19);
        await BeginAsync(Forever);
        var fromDisk = await Term.HearAsync("bob", 1, 19);

        fromDisk.Should().Equal(fromMemory);
        fromDisk.Select(heard => heard.Counter).Should().Equal(Enumerable.Range(1, 19).Select(i => (long)i));
        fromDisk.Select(heard => heard.SequencedAt).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        fromDisk[^1].Sender.Should().Be("bob");
        (await Term.HearAsync("bob", 12, 8)).Should().Equal(fromDisk.Skip(11));
    }

    [Fact]
    public async Task A_subscriber_goes_from_the_disk_to_memory_while_others_go_on_submitting()
    {
        await Term.RegisterAsync("alice");
        await Task.WhenAll(Enumerable.Range(1, 200).Select(i => Term.SubmitAsync("alice", Messages.ToAll(i, FarAhead))));
        using var subscription = await Term.ListenAsync("alice", 1);
        var submitting = Task.WhenAll(Enumerable.Range(201, 300).Select(i => Term.SubmitAsync("alice", Messages.ToAll(i, FarAhead))));

        using var limit = new CancellationTokenSource(Bounds.Takeover);
        var counters = new List<long>();
        while (counters.Count < 501)
            counters.AddRange((await subscription.NextAsync(limit.Token)).Events.Select(heard => heard.Counter));

        await submitting;
        counters.Should().Equal(Enumerable.Range(1, 501).Select(i => (long)i));
    }

    [Fact]
    public async Task A_subscriber_that_falls_behind_what_is_in_memory_hears_everything_all_the_same()
    {
        await BeginAsync(Forever with { TailBytesMax = 2000 });
        await Term.RegisterAsync("alice");
        using var subscription = await Term.ListenAsync("alice", 2);
        (await subscription.NextAsync(default)).Events.Should().BeEmpty();
        for (var i = 1; i <= 50; i++)
            await Term.SubmitAsync("alice", Messages.ToAll(i, FarAhead));

        using var limit = new CancellationTokenSource(Bounds.Takeover);
        var counters = new List<long>();
        while (counters.Count < 50)
            counters.AddRange((await subscription.NextAsync(limit.Token)).Events.Select(heard => heard.Counter));

        counters.Should().Equal(Enumerable.Range(2, 50).Select(i => (long)i));
    }

    [Fact]
    public async Task Time_that_subscribers_were_told_never_comes_again()
    {
        await Term.RegisterAsync("alice");
        using var subscription = await Term.ListenAsync("alice", 2);
        await subscription.NextAsync(default);
        Term.Sequencer.Tick();
        var told = await subscription.NextAsync(default);
        told.Events.Should().BeEmpty();

        await BeginAsync(Forever);

        (await Term.SubmitAsync("alice", Messages.ToAll(1, FarAhead))).Should().BeGreaterThan(told.UpTo);
    }

    [Fact]
    public async Task Only_what_everybody_has_acknowledged_and_is_old_enough_is_pruned()
    {
        await BeginAsync(SequencingRules.Default with { DeduplicationWindow = TimeSpan.FromMicroseconds(1) });
        await Term.RegisterAsync("alice");
        await Term.RegisterAsync("bob");
        await Term.AskAsync<SequencerAnswer.Acknowledged>(new MemberRequest.Acknowledge("alice", 0, 2));
        await PruneAsync();
        (await CountAsync("sequencer_event")).Should().Be(1, "bob has not acknowledged its registration, which alice heard before");
        Term.Sequencer.Laggards.Should().Equal("bob");

        await Term.AskAsync<SequencerAnswer.Acknowledged>(new MemberRequest.Acknowledge("bob", 0, 1));
        await PruneAsync();

        (await CountAsync("sequencer_event")).Should().Be(0);
        Term.Sequencer.Laggards.Should().BeEmpty();
        (await CountAsync("sequencer_delivery")).Should().Be(0);
        (await Term.AskAsync<SequencerAnswer.Refused>(new MemberRequest.Subscribe("alice", 0, 2))).Refusal.Should().Be(RequestRefusal.Pruned);
        await BeginAsync(Forever);
        (await Term.AskAsync<SequencerAnswer.Refused>(new MemberRequest.Subscribe("alice", 0, 2))).Refusal.Should().Be(RequestRefusal.Pruned);
        await Term.SubmitAsync("alice", Messages.ToAll(1, FarAhead));
        (await Term.HearAsync("alice", 3, 1)).Should().ContainSingle().Which.Counter.Should().Be(3, "counters go on from where they were");
    }

    [Fact]
    public async Task Whoever_waits_when_the_term_ends_is_sent_away_and_nobody_comes_in()
    {
        await Term.RegisterAsync("alice");
        await Term.Sequencer.DrainAsync(TimeSpan.Zero);

        await Term.Awaiting(term => term.Sequencer.AskAsync(new MemberRequest.Register("bob", 0), 0)).Should().ThrowAsync<SequencerClosedException>();
    }

    private protected async Task BeginAsync(SequencingSettings settings)
    {
        if (_term is not null)
            await _term.DisposeAsync();
        var storage = await OpenStorageAsync();
        _term = await SequencerTerm.BeginAsync(storage, StoreOn(storage), settings);
    }

    /// <summary>Time goes on, and pruning, which asks for more of itself, comes to its end.</summary>
    private async Task PruneAsync()
    {
        await Term.AskAsync<SequencerAnswer.Done>(SequencerRequest.Tick.Instance);
        for (var i = 0; i < 3; i++)
            await Term.AskAsync<SequencerAnswer.Done>(SequencerRequest.Prune.Instance);
    }
}
