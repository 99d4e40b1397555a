using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>What must be true of the schema before a session is used.</summary>
internal interface ISessionPreparation
{
    /// <summary>Migrates the schema if it is behind and checks whose it is. Blocks the session's own thread.</summary>
    /// <exception cref="StorageRefusedException">The schema is of a newer kind, or belongs to another participant.</exception>
    void Prepare(NpgsqlConnection connection, CancellationToken cancellation);
}
