using System.Text;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Locking.Embedded;

namespace Canton.Ha.Actors.Node;

/// <summary>What <c>check</c> prints: the effective configuration, and as comments below it what follows from it.</summary>
public static class CheckReport
{
    private static readonly (string Name, LockCounter Counter)[] Locks =
    [
        ("main", LockCounter.Main), ("pool", LockCounter.Pool), ("migrations", LockCounter.Migrations), ("presence", LockCounter.Presence),
    ];

    /// <summary>The report as HOCON, without secrets.</summary>
    /// <exception cref="ConfigurationRefusedException">A certificate or a key cannot be used.</exception>
    public static string Render(CantonSettings settings)
    {
        var text = new StringBuilder(EffectiveConfiguration.Render(settings));
        foreach (var node in settings.Nodes)
            Append(text, node);
        foreach (var line in CheckedFiles.Describe(settings))
            text.Append($"# {line}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, NodeSettings node)
    {
        text.Append($"\n# {node.Name}: {node.Storage.Description}\n");
        if (ScopeOf(node.Storage) is { } scope)
            text.Append($"# lock ids: {string.Join(", ", Locks.Select(known => $"{known.Name} {LockId.For(NodeLocks.NumberOf(node.Kind, known.Counter), scope)}"))}\n");
        var bounds = FaultBounds.For(node);
        text.Append(bounds.Count == 0 ? "# replication is off: nobody takes over\n" : "# longest time without an active replica, to which the promotion itself is to be added:\n");
        foreach (var bound in bounds)
            text.Append($"#   {bound.Fault,-36} {Length(bound.Longest),8}  {bound.Formula}\n");
    }

    private static string? ScopeOf(StorageSettings storage) => storage switch
    {
        StorageSettings.Postgres postgres => postgres.Database,
        StorageSettings.Embedded embedded => CanonicalPath.Of(embedded.Path),
        _ => null,
    };

    private static string Length(TimeSpan? longest) => longest is { } length ? $"{length.TotalMilliseconds:0} ms" : "no bound";
}
