using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Parameters of statements.</summary>
internal static class Parameter
{
    /// <summary>A parameter of the type that PostgreSQL has for <typeparamref name="T"/>.</summary>
    public static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
