using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Canton.Ha.Actors.Storage;

/// <summary>Makes commands with parameters <c>$1</c>, <c>$2</c>, …, on every storage.</summary>
internal static class PositionalCommand
{
    /// <summary>A command on this connection, for texts, numbers, truth values and bytes.</summary>
    public static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            // SQLite knows parameters by these names alone; Npgsql takes $1, $2 by position, if they have no names.
            if (command is SqliteCommand)
                parameter.ParameterName = $"${command.Parameters.Count + 1}";
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
