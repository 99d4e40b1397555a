using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Opens sequencers over a store, each with a server of its own.</summary>
/// <param name="name">Who serves.</param>
/// <param name="api">Where.</param>
/// <param name="settings">How it orders and delivers.</param>
/// <param name="store">Where that is kept.</param>
/// <param name="access">With what it writes.</param>
internal sealed class Sequencers(SequencerName name, PublicApiSettings api, SequencingSettings settings, ISequencerStore store, WriteAccess access) : ISequencers
{
    /// <summary>Measures the calls of this replica.</summary>
    public CallMeter Calls { get; init; } = CallMeter.Silent;

    /// <summary>Measures the sequencers of this replica.</summary>
    public SequencerMeter Meter { get; init; } = SequencerMeter.Silent;

    /// <summary>What members see of its port; null in plain text. Read when the process starts: a bad file shall not be found by a promotion.</summary>
    public ServerTls? Tls { get; init; }

    public async Task<IServingSequencer> OpenAsync(LockTerm term, ILoggingAdapter log, CancellationToken cancellation)
    {
        var sequencer = await OpenSequencer.OpenAsync(settings, store, access, term, cancellation);
        try
        {
            var services = new SequencerServices(sequencer, name, settings, TimeProvider.System, log) { Calls = Calls, Meter = Meter };
            Meter.Opened(sequencer);
            return new Serving(sequencer, await SequencerServer.StartAsync(services, api, Tls, cancellation));
        }
        catch
        {
            await sequencer.DrainAsync(TimeSpan.Zero);
            throw;
        }
    }

    private sealed class Serving(OpenSequencer sequencer, GrpcServer server) : IServingSequencer
    {
        public int Port => server.Port;

        public Task Ended => sequencer.Ended;

        public IReadOnlyList<string> Laggards => sequencer.Laggards;

        public void Tick() => sequencer.Tick();

        public void Prune() => sequencer.Prune();

        public async Task DrainAsync(TimeSpan limit)
        {
            var refusing = server.StopAsync(limit);
            await sequencer.DrainAsync(limit);
            await refusing;
        }

        public async ValueTask DisposeAsync()
        {
            await sequencer.DrainAsync(TimeSpan.Zero);
            await server.DisposeAsync();
        }
    }
}
