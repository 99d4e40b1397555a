using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>The write sessions of one term: a data source of its own, built for the term and gone with it.</summary>
internal sealed class PostgresWritePool : IWritePool
{
    private const string NoteActiveSql = "update canton_ha.term set active_at = clock_timestamp() where term = $1";

    /// <summary>For the transaction it is in: its commit does not wait for the disk. What comes after it there is written to the disk behind it.</summary>
    private const string HurrySql = "select set_config('synchronous_commit', 'off', true)";

    private const string NoteEndSql = "update canton_ha.term set ended_at = clock_timestamp(), end_cause = $2 where term = $1 and ended_at is null";

    private readonly WriteTerminator _terminator;
    private readonly TimeSpan _returnWithin;
    private readonly TimeSpan _breakWithin;
    private readonly bool _isFenced;
    private readonly int _size;
    private readonly WriteAdmission _admission;
    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _free;
    private readonly CancellationTokenSource _closing = new();
    private int _isDisposed;
    private int _givenBack;

    public PostgresWritePool(PostgresDatabase database, WriteAdmission admission, WriteTerminator terminator, TimeSpan returnWithin, bool isFenced)
    {
        (_admission, _terminator, _returnWithin, _isFenced, _size) = (admission, terminator, returnWithin, isFenced, database.Storage.WriteConnections);
        _breakWithin = database.Deadlines.ConnectionTimeout * 2;
        _source = Build(database, _admission, _size);
        _free = new SemaphoreSlim(_size);
    }

    /// <inheritdoc/>
    public LockTerm Term => _admission.Term;

    /// <inheritdoc/>
    public int Sessions => _size;

    /// <summary>Fires when the sessions must stop what they do.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Opens every session, on several connections at once, while its own barrier is being passed. A barrier that somebody else tries to pass is waited for as long as the term lives.</summary>
    public async Task RampUpAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await OpenAllAsync(cancellation);
                ThrowUnlessHeld();
                return;
            }
            catch (WriteSessionRefusedException) when (Term.IsHeld)
            {
                await Waits.PassAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IWriteSession> RentAsync(CancellationToken cancellation)
    {
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Term.Lost, Closing);
        await _free.WaitAsync(alive.Token);
        try
        {
            ThrowUnlessHeld();
            return new PostgresWriteSession(this, await _source.OpenConnectionAsync(alive.Token), _isFenced);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task NoteActiveAsync(CancellationToken cancellation) => NoteAsync([new WriteCommand(NoteActiveSql, Term.Number)], cancellation);

    /// <summary>The successor is kept waiting meanwhile, so the note does not wait for the disk: a crash of the server may lose it, nothing else.</summary>
    public Task NoteEndAsync(string cause, CancellationToken cancellation) =>
        NoteAsync([new WriteCommand(HurrySql), new WriteCommand(NoteEndSql, Term.Number, cause)], cancellation);

    /// <summary>Idle sessions end first, those in use when they are given back, and those not given back are ended on the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        await _closing.CancelAsync();
        _source.Clear();
        if (!await AreAllGivenBackAsync(_returnWithin))
            await EndOnServerAsync();
        await _source.DisposeAsync();
    }

    /// <summary>Called by a session when it is given back.</summary>
    internal void GiveBack() => _free.Release();

    /// <summary>A term that cannot be proved to be held must not be written in.</summary>
    internal void ThrowUnlessHeld()
    {
        Term.Lost.ThrowIfCancellationRequested();
        if (!Term.IsHeld)
            throw new OperationCanceledException($"Holding the lock in term {Term.Number} was proved {Term.Proof.Age.TotalSeconds:F1} s ago, which is too long.");
    }

    private static NpgsqlDataSource Build(PostgresDatabase database, WriteAdmission admission, int size)
    {
        var address = database.Address(SessionKind.Write, database.WritableHost);
        address.ConnectionLifetime = 0;
        address.MinPoolSize = size;
        address.MaxPoolSize = size;
        return PostgresDatabase.Source(address).UsePhysicalConnectionInitializer(admission.Admit, admission.AdmitAsync).Build();
    }

    private async Task OpenAllAsync(CancellationToken cancellation)
    {
        var opening = Enumerable.Range(0, _size).Select(_ => OpenOneAsync(cancellation)).ToArray();
        try
        {
            await Task.WhenAll(opening);
        }
        finally
        {
            foreach (var opened in opening.Where(task => task.IsCompletedSuccessfully))
                await (await opened).DisposeAsync();
        }
    }

    /// <summary>The server may have no room for a connection as long as those of a predecessor have not been ended at the barrier.</summary>
    private async Task<NpgsqlConnection> OpenOneAsync(CancellationToken cancellation)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellation);
        }
        catch (NpgsqlException) when (!_admission.Barrier.IsCompleted)
        {
            await _admission.Barrier;
            return await _source.OpenConnectionAsync(cancellation);
        }
    }

    private async Task NoteAsync(IReadOnlyList<WriteCommand> note, CancellationToken cancellation)
    {
        await using var session = await RentAsync(cancellation);
        await session.WriteAsync(note, cancellation);
    }

    /// <summary>A server that cannot be reached ends nothing; but a write that is cut off from it breaks, and is given back then.</summary>
    private async Task EndOnServerAsync()
    {
        try
        {
            await OwnThread.Run(() => _terminator.End(_admission.Admitted, CancellationToken.None));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            if (!await AreAllGivenBackAsync(_breakWithin))
                throw;
        }
    }

    private async Task<bool> AreAllGivenBackAsync(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        try
        {
            for (; _givenBack < _size; _givenBack++)
                await _free.WaitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
