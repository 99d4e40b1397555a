using System.Collections.Immutable;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Participant.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>All synchronizers that this participant remembers, as what has happened to them makes them.</summary>
/// <param name="ByAlias">Each under its alias.</param>
internal sealed record RegisteredSynchronizers(ImmutableSortedDictionary<string, RegisteredSynchronizer> ByAlias)
{
    public static readonly RegisteredSynchronizers None = new(ImmutableSortedDictionary.Create<string, RegisteredSynchronizer>(StringComparer.Ordinal));

    public RegisteredSynchronizer? Find(string alias) => ByAlias.GetValueOrDefault(alias);

    /// <summary>What may be found under an alias.</summary>
    /// <param name="alias">Whose.</param>
    /// <param name="id">Which one it must be; null for the one that is known.</param>
    public SynchronizerExpectation ExpectationOf(string alias, string? id) => new(
        id ?? Find(alias)?.Id,
        ByAlias.Values.Where(other => other.Alias != alias && other.Id is not null).ToImmutableDictionary(other => other.Id!, other => other.Alias));

    /// <summary>They after an event or a snapshot.</summary>
    public RegisteredSynchronizers With(IMessage happened) => happened switch
    {
        SynchronizerRegistered m => With(Read(m)),
        SynchronizerModified m => With(ByAlias[m.Config.Alias] with { Settings = Read(m.Config) }),
        SynchronizerWanted m => With(ByAlias[m.Alias] with { IsWanted = m.Wanted }),
        SynchronizerIdentified m => With(ByAlias[m.Alias] with { Id = m.SynchronizerId }),
        SynchronizersSnapshot m => m.Synchronizers.Aggregate(None, (known, registered) => known.With(registered)),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "There is no such event."),
    };

    public SynchronizersSnapshot ToSnapshot() => new()
    {
        Synchronizers = { ByAlias.Values.Select(known => RegisteredAs(known.Settings, known.IsWanted, known.Id)) },
    };

    public static SynchronizerRegistered RegisteredAs(SynchronizerConnectionSettings settings, bool isWanted, string? id) =>
        new() { Config = Write(settings), Wanted = isWanted, SynchronizerId = id ?? "" };

    public static SynchronizerConfig Write(SynchronizerConnectionSettings settings) => new()
    {
        Alias = settings.Alias,
        Endpoints = { settings.Endpoints.Select(endpoint => endpoint.GetLeftPart(UriPartial.Authority)) },
        ManualConnect = settings.ManualConnect,
        Priority = settings.Priority,
        InitialRetryDelay = settings.InitialRetryDelay is { } first ? Duration.FromTimeSpan(first) : null,
        MaxRetryDelay = settings.MaxRetryDelay is { } longest ? Duration.FromTimeSpan(longest) : null,
    };

    private static SynchronizerConnectionSettings Read(SynchronizerConfig config) => new(
        config.Alias, [.. config.Endpoints.Select(endpoint => new Uri(endpoint))], config.ManualConnect, config.Priority,
        config.InitialRetryDelay?.ToTimeSpan(), config.MaxRetryDelay?.ToTimeSpan());

    private static RegisteredSynchronizer Read(SynchronizerRegistered registered) =>
        new(Read(registered.Config), registered.Wanted, registered.SynchronizerId is { Length: > 0 } id ? id : null);

    private RegisteredSynchronizers With(RegisteredSynchronizer changed) => new(ByAlias.SetItem(changed.Alias, changed));
}
