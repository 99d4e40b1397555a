using System.Text.Json;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Locking.Embedded;

/// <summary>What the holder of a lock leaves beside the lock file for others to read. It counts only as far as the lock does.</summary>
/// <param name="Replica">Name of the replica.</param>
/// <param name="Addresses">Where its servers can be reached; null in the note of an older version.</param>
/// <param name="Session">The session that holds the lock.</param>
internal sealed record SessionNote(string Replica, ReplicaAddresses? Addresses, SessionId Session)
{
    /// <summary>The note as it stands, or null when there is none that can be read.</summary>
    public static SessionNote? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SessionNote>(File.ReadAllBytes(path));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the note in one step, so that no reader ever sees half of it.</summary>
    public void Write(string path)
    {
        var draft = $"{path}.{Session.Pid}-{Session.StartedAt}";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Removes the note unless it is already another's.</summary>
    public void Remove(string path)
    {
        if (Read(path) == this)
            File.Delete(path);
    }
}
