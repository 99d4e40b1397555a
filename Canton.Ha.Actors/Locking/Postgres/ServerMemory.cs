namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>What a replica has seen of its database since the process began; several sessions read and write it, each from its own thread.</summary>
internal sealed class ServerMemory
{
    private long _systemIdentifier;
    private long _newestTerm;
    private long _timeline;
    private volatile string? _host;
    private volatile bool _refusesClientCheck;

    /// <summary>The host that was last found to be writable.</summary>
    public string? Host { get => _host; set => _host = value; }

    /// <summary>The server refuses <c>client_connection_check_interval</c>.</summary>
    public bool RefusesClientCheck { get => _refusesClientCheck; set => _refusesClientCheck = value; }

    /// <summary>The newest row of the term table ever seen. Rows count, not numbers taken: a number whose barrier was never passed may be lost with its server.</summary>
    public long NewestTerm => Volatile.Read(ref _newestTerm);

    /// <summary>The newest timeline ever seen.</summary>
    public long Timeline => Volatile.Read(ref _timeline);

    /// <summary>The first cluster seen is the one to stay with; false for any other.</summary>
    public bool Recognizes(long systemIdentifier) =>
        Interlocked.CompareExchange(ref _systemIdentifier, systemIdentifier, 0) is var known && (known == 0 || known == systemIdentifier);

    /// <summary>The cluster to stay with; 0 before the first was seen.</summary>
    public long SystemIdentifier => Volatile.Read(ref _systemIdentifier);

    /// <summary>A row of the term table was read or written.</summary>
    public void NoteTerm(long term) => Raise(ref _newestTerm, term);

    /// <summary>A server that can be trusted is on this timeline.</summary>
    public void NoteTimeline(long timeline) => Raise(ref _timeline, timeline);

    private static void Raise(ref long newest, long seen)
    {
        for (var known = Volatile.Read(ref newest); seen > known; known = Volatile.Read(ref newest))
            Interlocked.CompareExchange(ref newest, seen, known);
    }
}
