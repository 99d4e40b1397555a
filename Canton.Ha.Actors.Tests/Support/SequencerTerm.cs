using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Storage;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A sequencer in a term of its own, without its actors and its server.</summary>
internal sealed class SequencerTerm : IAsyncDisposable
{
    private readonly HeldTerm _held;
    private readonly IWritePool _pool;

    private SequencerTerm(HeldTerm held, IWritePool pool, WriteAccess access, OpenSequencer sequencer) =>
        (_held, _pool, Access, Sequencer) = (held, pool, access, sequencer);

    public OpenSequencer Sequencer { get; }

    public WriteAccess Access { get; }

    public LockTerm Term => _held.Term;

    public static async Task<SequencerTerm> BeginAsync(ReplicaStorage storage, ISequencerStore store, SequencingSettings settings)
    {
        var held = await HeldTerm.TakeAsync(storage.Locks);
        var pool = await storage.WritePools.OpenAsync(held.Term, CancellationToken.None);
        var access = new WriteAccess();
        access.Open(pool);
        return new SequencerTerm(held, pool, access, await OpenSequencer.OpenAsync(settings, store, access, held.Term, CancellationToken.None));
    }

    /// <summary>The answer to a request, when it is on the disk.</summary>
    public async Task<T> AskAsync<T>(SequencerRequest request)
        where T : SequencerAnswer =>
        (await Sequencer.AskAsync(request, 0).WaitAsync(Bounds.Takeover)).Should().BeOfType<T>().Subject;

    public Task<SequencerAnswer.Registered> RegisterAsync(string member) => AskAsync<SequencerAnswer.Registered>(new MemberRequest.Register(member, 0));

    /// <summary>When the message was sequenced.</summary>
    public async Task<long> SubmitAsync(string member, SubmittedMessage message) =>
        (await AskAsync<SequencerAnswer.Submitted>(new MemberRequest.Submit(member, 0, [message])))
            .Outcomes.Should().ContainSingle().Which.Should().BeOfType<SubmissionOutcome.Sequenced>().Which.At;

    public async Task<Subscription> ListenAsync(string member, long fromCounter)
    {
        var answer = await AskAsync<SequencerAnswer.Subscribed>(new MemberRequest.Subscribe(member, 0, fromCounter));
        return Sequencer.Listen(answer.Member, fromCounter);
    }

    /// <summary>Everything a member hears from a counter on, until it has heard as much as there is.</summary>
    public async Task<IReadOnlyList<Canton.Ha.Sequencer.V1.Event>> HearAsync(string member, long fromCounter, int count)
    {
        using var subscription = await ListenAsync(member, fromCounter);
        using var limit = new CancellationTokenSource(Bounds.Takeover);
        var events = new List<Canton.Ha.Sequencer.V1.Event>();
        while (events.Count < count)
            events.AddRange((await subscription.NextAsync(limit.Token)).Events);
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await Sequencer.DrainAsync(TimeSpan.FromSeconds(5));
        await Access.Close();
        await _pool.DisposeAsync();
        await _held.DisposeAsync();
    }
}
