namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>A row of <c>canton_ha.schema_version</c>.</summary>
internal sealed record AppliedMigration(int Version, string Name, string Checksum, int WorksWith);
