namespace Akka.Persistence.Sql.Db;

/// <summary>A table to be created if it is not there.</summary>
internal sealed class TableDefinition
{
    private readonly string _name;
    private readonly string _qualified;
    private readonly List<string> _parts = [];
    private readonly List<string> _indexes = [];

    public TableDefinition(string? schema, string name)
    {
        _name = name;
        _qualified = SqlDialect.Quoted(schema, name);
    }

    public IEnumerable<string> Statements => [$"create table if not exists {_qualified} ({string.Join(", ", _parts)})", .. _indexes];

    public TableDefinition Column(string name, string type, bool isNullable = false) =>
        Part($"{SqlDialect.Quoted(name)} {type} {(isNullable ? "null" : "not null")}");

    public TableDefinition Identity(string name, SqlDialect dialect) => Part($"{SqlDialect.Quoted(name)} {dialect.Identity}");

    public TableDefinition Key(params string[] columns) => Part($"constraint {SqlDialect.Quoted($"PK_{_name}")} primary key ({Joined(columns)})");

    public TableDefinition Part(string? clause)
    {
        if (clause is not null)
            _parts.Add(clause);
        return this;
    }

    /// <summary>An index for uniqueness. PostgreSQL has it as a constraint, which is part of the table.</summary>
    public TableDefinition Unique(SqlDialect dialect, params string[] columns)
    {
        var name = SqlDialect.Quoted($"{_name}_uq");
        if (dialect is PostgresDialect)
            return Part($"constraint {name} unique ({Joined(columns)})");
        _indexes.Add($"create unique index if not exists {name} on {_qualified} ({Joined(columns)})");
        return this;
    }

    public TableDefinition Index(params string[] columns)
    {
        _indexes.Add($"create index if not exists {SqlDialect.Quoted($"{_name}_{string.Join('_', columns)}_idx")} on {_qualified} ({Joined(columns)})");
        return this;
    }

    private static string Joined(string[] columns) => string.Join(", ", columns.Select(SqlDialect.Quoted));
}
