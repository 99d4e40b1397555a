using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Serving;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What the server of a term is made of.</summary>
/// <param name="Sequencer">Who serves.</param>
/// <param name="Name">Who answers.</param>
/// <param name="Settings">How it orders and delivers.</param>
/// <param name="Time">Monotonic time.</param>
/// <param name="Log">For what a member may not know.</param>
internal sealed record SequencerServices(OpenSequencer Sequencer, SequencerName Name, SequencingSettings Settings, TimeProvider Time, ILoggingAdapter Log)
{
    /// <summary>Measures the calls of this replica.</summary>
    public CallMeter Calls { get; init; } = CallMeter.Silent;

    /// <summary>Measures what becomes of messages.</summary>
    public SequencerMeter Meter { get; init; } = SequencerMeter.Silent;

    public void AddTo(IServiceCollection services) =>
        services.AddSingleton(Calls).AddSingleton(Meter).AddSingleton(Sequencer).AddSingleton(Name).AddSingleton(Settings).AddSingleton(Time).AddSingleton(Log);
}
