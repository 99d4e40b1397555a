using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The write sessions of one term; the server may end them while the client knows nothing of it.</summary>
internal sealed class FakeWritePool(FakeLink link, FakeWritePools manners, LockTerm term) : IWritePool
{
    public LockTerm Term { get; } = term;

    public int Sessions => 1;

    public string Replica => link.Replica;

    /// <summary>The server still has these sessions, and they share the pool lock.</summary>
    public bool IsAlive { get; private set; } = true;

    public bool IsDisposed { get; private set; }

    public Manner Renting { get; } = new();

    public Manner Returning { get; } = new();

    public Task<IWriteSession> RentAsync(CancellationToken cancellation) =>
        link.AskAsync<IWriteSession>(Renting, () => IsAlive ? new FakeWriteSession(this) : throw new IOException("the connection is closed"));

    public Task NoteActiveAsync(CancellationToken cancellation) => NoteAsync("active");

    public Task NoteEndAsync(string cause, CancellationToken cancellation) => NoteAsync(cause, then: () => link.Database.Policy.NoteEnd(Term.Number));

    /// <summary>The server ends these sessions.</summary>
    public void Terminate()
    {
        IsAlive = false;
        link.Database.Forget(this);
    }

    /// <summary>What the client did meanwhile becomes known.</summary>
    public void Reconcile()
    {
        if (IsDisposed)
            Terminate();
    }

    public async ValueTask DisposeAsync()
    {
        await manners.Ending.Ask(() => IsDisposed = true);
        if (!link.IsCut)
            Terminate();
    }

    private Task<bool> NoteAsync(string note, Action? then = null) => link.AskAsync(manners.Noting, () =>
    {
        manners.Notes.Add($"{Term.Number}: {note}");
        then?.Invoke();
        return true;
    });
}
