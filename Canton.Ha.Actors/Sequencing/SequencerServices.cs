using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What the server of a term is made of.</summary>
/// <param name="Sequencer">Who serves.</param>
/// <param name="Name">Who answers.</param>
/// <param name="Settings">How it orders and delivers.</param>
/// <param name="Time">Monotonic time.</param>
internal sealed record SequencerServices(OpenSequencer Sequencer, SequencerName Name, SequencingSettings Settings, TimeProvider Time)
{
    public void AddTo(IServiceCollection services) => services.AddSingleton(Sequencer).AddSingleton(Name).AddSingleton(Settings).AddSingleton(Time);
}
