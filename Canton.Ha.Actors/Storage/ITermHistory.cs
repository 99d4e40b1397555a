using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Storage;

/// <summary>Reads the term table.</summary>
public interface ITermHistory
{
    /// <summary>How many terms are shown to who does not say how many.</summary>
    public const int Default = 20;

    /// <summary>The most that can be asked for at once.</summary>
    public const int Max = 1000;

    /// <summary>The newest <paramref name="limit"/> terms, newest first. Works on active and passive replicas.</summary>
    Task<IReadOnlyList<TermRecord>> ReadAsync(int limit, CancellationToken cancellation);
}
