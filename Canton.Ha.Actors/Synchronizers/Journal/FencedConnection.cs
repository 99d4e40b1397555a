using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Synchronizers.Journal;

/// <summary>
/// A write session as a library sees it that wants a connection of its own: rented when it is opened, given back when it is closed. Each of its
/// transactions is fenced as everything is that this replica writes.
/// </summary>
/// <param name="rent">Rents it.</param>
internal sealed class FencedConnection(Func<CancellationToken, Task<IWriteSession>> rent) : DbConnection
{
    private IWriteSession? _session;

    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => Session.Connection.Database;

    public override string DataSource => Session.Connection.DataSource;

    public override string ServerVersion => Session.Connection.ServerVersion;

    public override ConnectionState State => _session?.Connection.State ?? ConnectionState.Closed;

    private IWriteSession Session => _session ?? throw new InvalidOperationException("The connection is not open.");

    /// <exception cref="NotActiveException">This replica may not write now.</exception>
    public override async Task OpenAsync(CancellationToken cancellationToken) => _session = await rent(cancellationToken);

    public override async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
            await session.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public override void Open() => throw new NotSupportedException("A write session has to be waited for.");

    public override void Close()
    {
        if (_session is not null)
            throw new NotSupportedException("That a write session is given back has to be waited for.");
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("A write session belongs to one database.");

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("A transaction has to be waited for.");

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken) =>
        await Session.BeginAsync(isolationLevel, cancellationToken);

    protected override DbCommand CreateDbCommand() => Session.Connection.CreateCommand();
}
