using Akka.Event;

namespace Akka.Persistence.Snapshot;

/// <summary>A snapshot store of one file per snapshot.</summary>
public class LocalSnapshotStore : SnapshotStore
{
    private const string Temporary = ".tmp";

    private readonly HashSet<SnapshotMetadata> _saving = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Akka.Serialization.Serializer _serializer;
    private readonly int _maxLoadAttempts;
    private readonly string _directory;

    public LocalSnapshotStore()
    {
        var config = Context.System.Settings.Config.GetConfig("akka.persistence.snapshot-store.local");
        _maxLoadAttempts = config.GetInt("max-load-attempts");
        _directory = config.GetString("dir");
        _serializer = Context.System.Serialization.FindSerializerForType(typeof(Serialization.Snapshot));
    }

    protected override void PreStart()
    {
        Folder();
        base.PreStart();
    }

    /// <summary>A file that cannot be read is passed over for an older one, so many times: a process may have died while it was writing.</summary>
    protected override async Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var newest = Stored(persistenceId, criteria).OrderDescending(SnapshotMetadata.Comparer).Take(_maxLoadAttempts).ToList();
        for (var i = 0; i < newest.Count; i++)
        {
            try
            {
                return new SelectedSnapshot(newest[i], Read(await File.ReadAllBytesAsync(GetSnapshotFileForWrite(newest[i]).FullName)));
            }
            catch (Exception e)
            {
                _log.Error(e, "Error loading snapshot [{0}], remaining attempts: [{1}]", newest[i], newest.Count - i - 1);
                if (i == newest.Count - 1)
                    throw;
            }
        }

        return null;
    }

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        _saving.Add(metadata);
        Save(metadata, snapshot);
        return Task.CompletedTask;
    }

    /// <summary>Written under another name first, so that there is never half a snapshot.</summary>
    protected virtual void Save(SnapshotMetadata metadata, object snapshot) =>
        WithOutputStream(metadata, stream => Serialize(stream, new Serialization.Snapshot(snapshot)))
            .MoveTo(GetSnapshotFileForWrite(metadata).FullName, overwrite: true);

    /// <summary>Writes a snapshot as it is kept in a file.</summary>
    protected void Serialize(Stream stream, Serialization.Snapshot snapshot) => stream.Write(_serializer.ToBinary(snapshot));

    /// <summary>Fills the temporary file of a snapshot.</summary>
    protected FileInfo WithOutputStream(SnapshotMetadata metadata, Action<Stream> p)
    {
        var file = GetSnapshotFileForWrite(metadata, Temporary);
        using var stream = file.Create();
        p(stream);
        return file;
    }

    /// <summary>The file of a snapshot, which need not be there; its directory is.</summary>
    protected FileInfo GetSnapshotFileForWrite(SnapshotMetadata metadata, string extension = "") =>
        new(Path.Combine(Folder().FullName, $"{Prefix(metadata.PersistenceId)}{metadata.SequenceNr}-{metadata.Timestamp.Ticks}{extension}"));

    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        _saving.Remove(metadata);
        foreach (var file in Folder().GetFiles(Prefix(metadata.PersistenceId) + "*").Where(file => IsOf(metadata, file.Name)))
            file.Delete();
        return Task.CompletedTask;
    }

    protected override async Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        foreach (var metadata in Stored(persistenceId, criteria))
            await DeleteAsync(metadata);
    }

    protected override bool ReceivePluginInternal(object message)
    {
        if (message is SaveSnapshotSuccess success)
            _saving.Remove(success.Metadata);
        return message is SaveSnapshotSuccess;
    }

    private static string Prefix(string persistenceId) => $"snapshot-{Uri.EscapeDataString(persistenceId)}-";

    /// <summary>Somebody may have removed it meanwhile.</summary>
    private DirectoryInfo Folder() => Directory.CreateDirectory(_directory);

    private object Read(byte[] bytes) => _serializer.FromBinary<Serialization.Snapshot>(bytes).Data;

    private List<SnapshotMetadata> Stored(string persistenceId, SnapshotSelectionCriteria criteria) =>
        [.. Folder().GetFiles(Prefix(persistenceId) + "*")
            .Select(file => Parse(persistenceId, file.Name))
            .Where(metadata => metadata is not null && criteria.IsMatch(metadata) && !_saving.Contains(metadata))];

    /// <summary>Also what is left of a snapshot that could not be written.</summary>
    private static bool IsOf(SnapshotMetadata metadata, string name)
    {
        var isTemporary = name.EndsWith(Temporary, StringComparison.Ordinal);
        return Parse(metadata.PersistenceId, isTemporary ? name[..^Temporary.Length] : name) is { } found
            && found.SequenceNr == metadata.SequenceNr
            && (metadata.Timestamp == SnapshotMetadata.TimestampNotSpecified || metadata.Timestamp == found.Timestamp);
    }

    private static SnapshotMetadata Parse(string persistenceId, string name)
    {
        var parts = name[Prefix(persistenceId).Length..].Split('-');
        return parts is [var number, var ticks] && long.TryParse(number, out var sequenceNr) && long.TryParse(ticks, out var time)
            ? new SnapshotMetadata(persistenceId, sequenceNr, new DateTime(time, DateTimeKind.Utc))
            : null;
    }
}
