using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>Opens unpooled sessions by blocking calls, with every deadline the server accepts.</summary>
internal sealed class SessionOpener(PostgresDatabase database)
{
    /// <summary>Opens a session. What is behind it is for the caller to check.</summary>
    public NpgsqlConnection Open(SessionKind kind, string host)
    {
        try
        {
            return Connect(kind, host);
        }
        catch (PostgresException e) when (e.MessageText.Contains(ServerDeadlines.ClientCheck, StringComparison.Ordinal) && !Pooler.Refuses(e))
        {
            database.Memory.RefusesClientCheck = true;
            return Connect(kind, host);
        }
        catch (PostgresException e) when (Pooler.Refuses(e))
        {
            throw Pooler.InTheWay(host, $"it refuses the start-up options with \"{e.MessageText}\"");
        }
    }

    private NpgsqlConnection Connect(SessionKind kind, string host)
    {
        using var source = PostgresDatabase.Source(database.Address(kind, host)).Build();
        var connection = source.OpenConnection();
        DriverSocket.BlockInKernel(connection);
        return connection;
    }
}
