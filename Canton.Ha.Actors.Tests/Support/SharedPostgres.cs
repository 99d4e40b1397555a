using Canton.Ha.Actors.Configuration;
using Xunit;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>One PostgreSQL server for all tests that do not stop it; each test makes its own database.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _databases;

    /// <summary>The server.</summary>
    public PostgresServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    /// <summary>A new database.</summary>
    public Task<StorageSettings.Postgres> CreateDatabaseAsync() =>
        Server.CreateDatabaseAsync($"canton_{Interlocked.Increment(ref _databases)}");

    /// <inheritdoc/>
    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync(isDurable: false);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

/// <summary>Tests of this collection share the server and run one after the other, with nothing else beside them, because they measure time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SharedPostgresTests : ICollectionFixture<SharedPostgres>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "PostgreSQL";
}
