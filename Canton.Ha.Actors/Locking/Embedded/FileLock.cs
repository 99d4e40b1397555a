using Microsoft.Win32.SafeHandles;

namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>
/// A lock of the operating system on an open file, exclusive or shared. It excludes other handles of the same process as well as other
/// processes, and the kernel releases it when the handle is closed or the process dies. Lock files are never deleted: a second file of
/// the same name could be locked a second time.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private FileLock(SafeFileHandle handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    /// <summary>False when the locked file is no longer the one that others find under this name.</summary>
    public bool IsInPlace => NameOfOpenFile() is not { } name || name == _path;

    public static FileLock? TryExclusive(string path) => TryTake(path, FileAccess.ReadWrite, FileShare.None);

    public static FileLock? TryShared(string path) => TryTake(path, FileAccess.Read, FileShare.Read);

    public void Dispose() => _handle.Dispose();

    private static FileLock? TryTake(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileLock(File.OpenHandle(path, FileMode.OpenOrCreate, access, share), path);
        }
        catch (IOException e) when (IsTakenByAnother(e))
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK on Linux and on BSD systems, a sharing violation on Windows.</summary>
    private static bool IsTakenByAnother(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private string? NameOfOpenFile() =>
        OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{_handle.DangerousGetHandle()}").LinkTarget : null;
}
