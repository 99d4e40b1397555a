namespace Canton.Ha.Actors.Configuration;

/// <summary>What a node is for. Each kind has locks, tables and a block of the configuration of its own.</summary>
public enum NodeKind
{
    /// <summary>Serves the Ledger API: a block of <c>canton.participants</c>.</summary>
    Participant,

    /// <summary>Orders what its members submit: a block of <c>canton.synchronizers</c>.</summary>
    Synchronizer,
}
