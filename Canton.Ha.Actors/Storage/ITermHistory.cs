using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Storage;

/// <summary>Reads the term table.</summary>
public interface ITermHistory
{
    /// <summary>The newest <paramref name="limit"/> terms, newest first. Works on active and passive replicas.</summary>
    Task<IReadOnlyList<TermRecord>> ReadAsync(int limit, CancellationToken cancellation);
}
