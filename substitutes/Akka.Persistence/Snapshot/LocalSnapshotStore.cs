using Akka.Event;

namespace Akka.Persistence.Snapshot;

/// <summary>A snapshot store of one file per snapshot.</summary>
public class LocalSnapshotStore : SnapshotStore
{
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
        Directory.CreateDirectory(_directory);
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
                return new SelectedSnapshot(newest[i], Read(await File.ReadAllBytesAsync(FileOf(newest[i]))));
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
    protected virtual void Save(SnapshotMetadata metadata, object snapshot)
    {
        var file = FileOf(metadata);
        File.WriteAllBytes(file + ".tmp", _serializer.ToBinary(new Serialization.Snapshot(snapshot)));
        File.Move(file + ".tmp", file, overwrite: true);
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        _saving.Remove(metadata);
        var time = metadata.Timestamp == SnapshotMetadata.TimestampNotSpecified ? "*" : metadata.Timestamp.Ticks.ToString();
        foreach (var file in Directory.GetFiles(_directory, $"{Prefix(metadata.PersistenceId)}{metadata.SequenceNr}-{time}"))
            File.Delete(file);
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

    private string FileOf(SnapshotMetadata metadata) =>
        Path.Combine(_directory, $"{Prefix(metadata.PersistenceId)}{metadata.SequenceNr}-{metadata.Timestamp.Ticks}");

    private object Read(byte[] bytes) => _serializer.FromBinary<Serialization.Snapshot>(bytes).Data;

    private List<SnapshotMetadata> Stored(string persistenceId, SnapshotSelectionCriteria criteria) =>
        [.. Directory.GetFiles(_directory, Prefix(persistenceId) + "*")
            .Select(file => Parse(persistenceId, Path.GetFileName(file)))
            .Where(metadata => metadata is not null && criteria.IsMatch(metadata) && !_saving.Contains(metadata))];

    private static SnapshotMetadata Parse(string persistenceId, string name)
    {
        var parts = name[Prefix(persistenceId).Length..].Split('-');
        return parts is [var number, var ticks] && long.TryParse(number, out var sequenceNr) && long.TryParse(ticks, out var time)
            ? new SnapshotMetadata(persistenceId, sequenceNr, new DateTime(time, DateTimeKind.Utc))
            : null;
    }
}
