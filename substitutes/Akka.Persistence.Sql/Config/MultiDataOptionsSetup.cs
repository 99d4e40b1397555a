using System.Diagnostics.CodeAnalysis;
using Akka.Actor.Setup;
using LinqToDB;

namespace Akka.Persistence.Sql.Config;

/// <summary>Data options for each plugin, by its <c>plugin-id</c>.</summary>
public sealed class MultiDataOptionsSetup : Setup
{
    private readonly Dictionary<string, DataOptions> _options = new(StringComparer.Ordinal);

    public void AddDataOptions(string pluginId, DataOptions dataOptions) => _options[pluginId] = dataOptions;

    public bool TryGetDataOptionsFor(string pluginId, [MaybeNullWhen(false)] out DataOptions dataOptions) => _options.TryGetValue(pluginId, out dataOptions);

    public void RemoveDataOptionsFor(string pluginId) => _options.Remove(pluginId);
}
