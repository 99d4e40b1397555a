using Akka.Event;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Sequencing;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Opens sequencers that serve nobody and note what they are told.</summary>
internal sealed class FakeSequencers : ISequencers
{
    private readonly List<Serving> _opened = [];

    public Manner Opening { get; } = new();

    public Manner Draining { get; } = new();

    public IReadOnlyList<Serving> Opened => _opened;

    public Serving Latest => _opened[^1];

    public async Task<IServingSequencer> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation)
    {
        var serving = await Opening.Ask(() =>
        {
            _opened.Add(new Serving(this));
            return Latest;
        });
        return serving;
    }

    internal sealed class Serving(FakeSequencers sequencers) : IServingSequencer
    {
        private readonly TaskCompletionSource _ended = new();

        public int Port => 5018;

        public Task Ended => _ended.Task;

        public IReadOnlyList<string> Laggards { get; set; } = [];

        public int Ticks { get; private set; }

        public int Prunings { get; private set; }

        public TimeSpan? Drained { get; private set; }

        public bool IsDisposed { get; private set; }

        public void Fail(string why) => _ended.SetException(new IOException(why));

        public void Tick() => Ticks++;

        public void Prune() => Prunings++;

        public Task DrainAsync(TimeSpan limit)
        {
            Drained = limit;
            return sequencers.Draining.Ask(() => true);
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
