using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Akka.Persistence.Sql.Tests.Support;

/// <summary>
/// A connection that is taken from somebody when it is opened and goes back when it is closed, as one of a pool with rules of its own would. The package opens
/// connections asynchronously, except when it creates tables on a connection that came from a factory.
/// </summary>
internal sealed class RentedConnection : DbConnection
{
    private readonly Func<Task<DbConnection>> _rent;
    private readonly Func<DbConnection, Task> _giveBack;
    private readonly bool _mayBlock;
    private DbConnection? _rented;

    public RentedConnection(Func<Task<DbConnection>> rent, Func<DbConnection, Task> giveBack, bool mayBlock)
    {
        _mayBlock = mayBlock;
        _rent = rent;
        _giveBack = giveBack;
    }

    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => "";

    public override string DataSource => "";

    public override string ServerVersion => Rented.ServerVersion;

    public override ConnectionState State => _rented?.State ?? ConnectionState.Closed;

    private DbConnection Rented => _rented ?? throw new InvalidOperationException("The connection is not open.");

    public override async Task OpenAsync(CancellationToken cancellationToken) => _rented = await _rent();

    public override async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
            await _giveBack(rented);
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public override void Open()
    {
        if (!_mayBlock)
            throw new NotSupportedException("Open has to be waited for.");
        OpenAsync().GetAwaiter().GetResult();
    }

    public override void Close()
    {
        if (_rented is not null)
            throw new NotSupportedException("Close has to be waited for.");
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("A transaction has to be waited for.");

    protected override ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken) =>
        Rented.BeginTransactionAsync(isolationLevel, cancellationToken);

    protected override DbCommand CreateDbCommand() => Rented.CreateCommand();
}
