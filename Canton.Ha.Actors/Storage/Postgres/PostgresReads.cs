using System.Data.Common;
using Canton.Ha.Actors.Locking.Postgres;
using Npgsql;

namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>The ordinary pool for reading, on active and passive replicas. Of several hosts it uses the primary, so that what it reads is not behind.</summary>
internal sealed class PostgresReads : IReads, IAsyncDisposable
{
    private readonly NpgsqlDataSource _root;

    public PostgresReads(PostgresDatabase database)
    {
        var address = database.Address(SessionKind.Read, string.Join(',', database.Storage.Hosts));
        address.MaxPoolSize = Math.Max(1, database.Storage.ReadConnections);
        _root = PostgresDatabase.Source(address).Build();
        Source = _root is NpgsqlMultiHostDataSource several ? several.WithTargetSession(TargetSessionAttributes.Primary) : _root;
    }

    /// <summary>Connections to read with.</summary>
    public NpgsqlDataSource Source { get; }

    /// <inheritdoc/>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => await Source.OpenConnectionAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _root.DisposeAsync();
}
