namespace Canton.Ha.Actors.Ledger;

/// <summary>How much of something there may be. Those of the reference are named there; the others keep one submission from harming everybody.</summary>
internal static class LedgerLimits
{
    /// <summary>
    /// Levels of messages within a value: a list, an optional or a variant has two, a record or a map three. Protobuf reads 100 levels at most, and a value is
    /// up to 6 of them deep in the largest message that has one, so that whatever is accepted can be read, too. The 100 levels of values of the reference
    /// would be up to three times as many.
    /// </summary>
    public const int ValueNestingMax = 90;

    /// <summary>Commands of one submission.</summary>
    public const int CommandsMax = 10_000;

    /// <summary>Nodes of one transaction.</summary>
    public const int NodesMax = 20_000;

    /// <summary>Exercises within exercises.</summary>
    public const int ExerciseDepthMax = 100;

    /// <summary>Bytes of one transaction with the envelopes for all its recipients, so that the message to the synchronizer fits into the 10 MiB of a gRPC message.</summary>
    public const int TransactionBytesMax = 8 * 1024 * 1024;

    /// <summary>Elements of a page of active contracts; fewer if a request does not say.</summary>
    public const int ActiveContractsPageMax = 10_000;

    /// <summary>Elements of a page of active contracts if a request does not say.</summary>
    public const int ActiveContractsPageDefault = 2_000;

    /// <summary>Elements of a page of updates.</summary>
    public const int UpdatesPageMax = 2_000;

    /// <summary>Elements of a page of updates if a request does not say.</summary>
    public const int UpdatesPageDefault = 100;

    /// <summary>Elements of a page of parties, and of one whose request does not say.</summary>
    public const int PartiesPageMax = 10_000;

    /// <summary>Elements of a page of users, and of one whose request does not say. A request for more gets this many.</summary>
    public const int UsersPageMax = 1_000;

    /// <summary>Rights of one user.</summary>
    public const int UserRightsMax = 1_000;

    /// <summary>Elements of a page of vetted packages.</summary>
    public const int VettedPackagesPageMax = 100;

    /// <summary>Bytes of all keys and values of the annotations of one party or user, in UTF-8.</summary>
    public const int AnnotationBytesMax = 256 * 1024;

    /// <summary>How long the allocation of a party is waited for.</summary>
    public static readonly TimeSpan AllocationWait = TimeSpan.FromMinutes(2);

    /// <summary>How long acceptances are kept at least.</summary>
    public static readonly TimeSpan DeduplicationMax = TimeSpan.FromDays(7);
}
