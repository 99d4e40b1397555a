using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using Npgsql;

namespace Canton.Ha.Actors.Locking.Postgres;

/// <summary>
/// The socket under a connection, and what was taken from it. The driver does not show them, so they are taken from private members; a test fails when a new version of the
/// driver has it elsewhere, and sessions then still work, only less well: see the two users of this class.
/// </summary>
internal static partial class DriverSocket
{
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;

    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly PropertyInfo? Connector = typeof(NpgsqlConnection).GetProperty("Connector", Members);
    private static readonly FieldInfo? Field = Connector?.PropertyType.GetField("_socket", Members);
    private static readonly PropertyInfo? IsEncrypted = Connector?.PropertyType.GetProperty("IsSslEncrypted", Members);
    private static readonly PropertyInfo? Buffer = Connector?.PropertyType.GetProperty("ReadBuffer", Members);
    private static readonly PropertyInfo? BytesLeft = Buffer?.PropertyType.GetProperty("ReadBytesLeft", Members);

    /// <summary>The socket of an open connection; null where the driver keeps it elsewhere.</summary>
    public static Socket? Of(NpgsqlConnection connection) => Field?.GetValue(Connector?.GetValue(connection)) as Socket;

    /// <summary>
    /// How much of what came from the server the driver has taken from the socket of an open connection, but not looked at yet; null where
    /// that cannot be known, as behind an encrypted stream, which keeps a part for itself.
    /// </summary>
    public static int? UnreadBytes(NpgsqlConnection connection) =>
        Connector?.GetValue(connection) is { } connector && IsEncrypted?.GetValue(connector) is false && Buffer?.GetValue(connector) is { } buffer
            ? BytesLeft?.GetValue(buffer) as int?
            : null;

    /// <summary>
    /// Lets blocking calls block in the kernel. The driver connects without blocking, after which .NET imitates blocking calls with events;
    /// an event that comes between two of its steps is handed to the thread pool, and with no free thread there the call hangs: within
    /// seconds, on most of a handful of busy sessions.
    /// </summary>
    public static bool BlockInKernel(NpgsqlConnection connection)
    {
        if (!OperatingSystem.IsLinux() || Of(connection) is not { } socket)
            return false;

        var descriptor = (int)socket.Handle;
        return Control(descriptor, GetFlags, 0) is >= 0 and var flags && Control(descriptor, SetFlags, flags & ~NonBlocking) == 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);
}
