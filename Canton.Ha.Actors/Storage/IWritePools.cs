using System.Data;
using System.Data.Common;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Storage;

/// <summary>Passes the barrier and opens the write sessions of a term.</summary>
public interface IWritePools
{
    /// <summary>
    /// Waits until no write session of anybody else exists, ending those that outlive the ramp-down time-out; writes the term's row inside the
    /// barrier; opens the write sessions. Tries as long as the term lives.
    /// </summary>
    /// <exception cref="OperationCanceledException">The term was lost meanwhile.</exception>
    Task<IWritePool> OpenAsync(LockTerm term, CancellationToken cancellation);

    /// <summary>
    /// Does what <see cref="OpenAsync"/> does as far as that is possible without a term, and changes nothing: the runtime has loaded and
    /// compiled all of it when a promotion comes. Nothing where that would gain nothing.
    /// </summary>
    Task RehearseAsync(CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>
/// The write sessions of one term. Each took the pool lock shared and then verified that the main lock is held by the term's main session,
/// and so does each one that replaces a broken one. Disposing ends every session, also those in use.
/// </summary>
public interface IWritePool : IAsyncDisposable
{
    /// <summary>The term these sessions may write in.</summary>
    LockTerm Term { get; }

    /// <summary>How many sessions there are to rent, those in use included.</summary>
    int Sessions { get; }

    /// <summary>A free session, or the next one that becomes free.</summary>
    Task<IWriteSession> RentAsync(CancellationToken cancellation);

    /// <summary>Writes into the term's row that its last stage is open.</summary>
    Task NoteActiveAsync(CancellationToken cancellation);

    /// <summary>Writes into the term's row that, and why, it is given back.</summary>
    Task NoteEndAsync(string cause, CancellationToken cancellation);
}

/// <summary>One write session while it is rented. Disposing it gives it back.</summary>
public interface IWriteSession : IAsyncDisposable
{
    /// <summary>The connection, for what <see cref="WriteAsync"/> cannot express. Transactions begun on it, and not by <see cref="BeginAsync"/>, are fenced by the locks only.</summary>
    DbConnection Connection { get; }

    /// <summary>
    /// Runs the commands as one transaction, in one round trip where the driver can, behind a statement that refuses them all when a newer term exists.
    /// </summary>
    Task WriteAsync(IReadOnlyList<WriteCommand> commands, CancellationToken cancellation);

    /// <summary>
    /// Begins a transaction on <see cref="Connection"/> behind that statement, for a library that writes by itself: one while the session is rented.
    /// </summary>
    Task<DbTransaction> BeginAsync(IsolationLevel level, CancellationToken cancellation);
}

/// <summary>One command of a batch; parameters are positional: <c>$1</c>, <c>$2</c>, …</summary>
public sealed record WriteCommand(string Sql, params object?[] Parameters);
