using Canton.Ha.Actors.Contracts;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>A session that has passed every check, and its name.</summary>
internal sealed record TrustedSession(NpgsqlConnection Connection, SessionId Id);
