namespace Akka.Persistence.Journal;

/// <summary>What happens when two writers have written events of one id at the same time.</summary>
public enum ReplayFilterMode
{
    /// <summary>The replay fails.</summary>
    Fail,

    /// <summary>All events are replayed.</summary>
    Warn,

    /// <summary>Only those of the newer writer are replayed.</summary>
    RepairByDiscardOld,

    /// <summary>Nobody looks.</summary>
    Disabled,
}
