using LinqToDB;

namespace Akka.Persistence.Sql.Db;

/// <summary>How a database calls types, and what it wants quoted.</summary>
internal abstract class SqlDialect
{
    public abstract string Long { get; }

    public abstract string Number { get; }

    public abstract string Flag { get; }

    public abstract string Bytes { get; }

    /// <summary>Rows that are worth inserting with one statement.</summary>
    public virtual int RowsPerStatement => int.MaxValue;

    /// <summary>Type of a column that refers to <see cref="Identity"/>.</summary>
    public virtual string Reference => Long;

    /// <summary>Type of a column that counts by itself.</summary>
    public abstract string Identity { get; }

    /// <exception cref="NotSupportedException">The database is neither PostgreSQL nor SQLite.</exception>
    public static SqlDialect For(string providerName)
    {
        if (providerName.StartsWith(ProviderName.PostgreSQL, StringComparison.Ordinal))
            return new PostgresDialect(providerName);
        return providerName.StartsWith(ProviderName.SQLite, StringComparison.Ordinal)
            ? new SqliteDialect()
            : throw new NotSupportedException($"provider-name \"{providerName}\" is not supported: it has to be one of PostgreSQL or SQLite, such as {ProviderName.PostgreSQL15} or {ProviderName.SQLiteMS}.");
    }

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Quoted(string? schema, string table) => string.IsNullOrEmpty(schema) ? Quoted(table) : $"{Quoted(schema)}.{Quoted(table)}";

    /// <summary>Type of a text of so many characters.</summary>
    public abstract string Text(int length);

    /// <summary>The clause that makes the column of <see cref="Identity"/> the key, if its type does not say so.</summary>
    public abstract string? IdentityKey(string table, string column);
}

/// <summary>PostgreSQL. From version 10 on columns count without a sequence of their own; the package asks for that from provider PostgreSQL.15 on.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    public PostgresDialect(string providerName) =>
        Identity = providerName == ProviderName.PostgreSQL15 ? "bigint generated always as identity not null" : "bigserial not null";

    public override string Long => "bigint";

    public override string Number => "integer";

    public override string Flag => "boolean";

    public override string Bytes => "bytea";

    public override string Identity { get; }

    public override string Text(int length) => "text";

    public override string IdentityKey(string table, string column) => $"constraint {Quoted($"PK_{table}")} primary key ({Quoted(column)})";
}

/// <summary>SQLite.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public override string Long => "BigInt";

    public override string Number => "INTEGER";

    public override string Flag => "Bit";

    public override string Bytes => "VarBinary";

    /// <summary>It looks for a parameter's name among all others, and has no round trips to save.</summary>
    public override int RowsPerStatement => 20;

    public override string Reference => "INTEGER";

    public override string Identity => "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT";

    public override string Text(int length) => $"NVarChar({length})";

    public override string? IdentityKey(string table, string column) => null;
}
