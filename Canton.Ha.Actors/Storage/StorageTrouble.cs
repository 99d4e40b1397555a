using System.Data.Common;
using System.Net.Sockets;
using Canton.Ha.Actors.Locking;

namespace Canton.Ha.Actors.Storage;

/// <summary>Tells a storage that cannot answer from what is wrong with this program.</summary>
internal static class StorageTrouble
{
    /// <summary>It cannot be reached, does not answer in time, is not what it was, or refuses this replica.</summary>
    public static bool IsCauseOf(Exception failure) =>
        failure is DbException or TimeoutException or IOException or SocketException or InvalidDataException or StorageRefusedException;
}
