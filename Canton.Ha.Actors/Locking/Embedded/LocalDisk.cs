namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>The embedded store's locks hold only among processes of one host: this refuses disks on which they would not.</summary>
internal static class LocalDisk
{
    private static readonly HashSet<string> s_networkFormats = new(StringComparer.OrdinalIgnoreCase)
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "smbfs2", "afs", "afs_fs", "ceph", "coda", "ncp", "ncpfs", "novell", "lustre",
        "gfs", "gfs2", "ocfs2", "gpfs", "panfs", "fhgfs", "webdav", "afpfs",
    };

    private static long s_probes;

    /// <summary>Refuses a directory on a network file system, and one whose files cannot be locked.</summary>
    /// <exception cref="StorageRefusedException">It is one of them.</exception>
    public static void Require(string directory)
    {
        RefuseNetwork(directory, new DriveInfo(directory).DriveFormat);
        RefuseWithoutLocks(directory);
    }

    internal static void RefuseNetwork(string directory, string format)
    {
        if (s_networkFormats.Contains(format))
            throw new StorageRefusedException(
                $"The embedded store cannot be used in {directory}: this is a network file system ({format}), on which file locks do not exclude other hosts. Use a local disk, or PostgreSQL.");
    }

    private static void RefuseWithoutLocks(string directory)
    {
        var path = Path.Combine(directory, $"probe-{Environment.ProcessId}-{Interlocked.Increment(ref s_probes)}");
        using var first = FileLock.TryExclusive(path);
        using var second = FileLock.TryExclusive(path);
        File.Delete(path);
        if (first is null || second is not null)
            throw new StorageRefusedException(
                $"The embedded store cannot be used in {directory}: its files cannot be locked (no flock on this file system, or DOTNET_SYSTEM_IO_DISABLEFILELOCKING is set).");
    }
}
