using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>Writes of one term. Who is late and finds the sessions of this replica's next term is refused like everybody else whose term is over.</summary>
internal sealed class TermWrites(WriteAccess access, LockTerm term)
{
    /// <exception cref="NotActiveException">The term is over, or about to be.</exception>
    public async Task WriteAsync(IReadOnlyList<WriteCommand> commands, CancellationToken cancellation)
    {
        await using var session = await access.RentAsync(cancellation);

        // Terms only grow, so the session cannot be of a later one if that has not begun by now.
        if (access.Admitting?.Number != term.Number)
            throw new NotActiveException();

        await session.WriteAsync(commands, cancellation);
    }
}
