using System.Data.Common;

namespace Canton.Ha.Actors.Sequencing.Embedded;

/// <summary>Makes commands with parameters <c>$1</c>, <c>$2</c>, …</summary>
internal static class PositionalCommand
{
    public static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"${command.Parameters.Count + 1}";
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
