using Akka.Actor;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Where operators find the synchronizers of the term: opened and closed only by their stage.</summary>
internal sealed class SynchronizerAccess
{
    private volatile TermSynchronizers? _open;

    /// <summary>Who understands <see cref="SynchronizerProtocol"/>.</summary>
    /// <exception cref="NotActiveException">There is nobody: this replica is passive.</exception>
    public IActorRef Registry => _open?.Registry ?? throw new NotActiveException();

    /// <summary>Every registered synchronizer, by alias.</summary>
    /// <exception cref="NotActiveException">They are not known here: this replica is passive.</exception>
    public IReadOnlyList<SynchronizerStatus> Known => _open?.Known ?? throw new NotActiveException();

    /// <summary>Those with which this replica has a connection now, or tries to have one; none on a passive replica.</summary>
    public IEnumerable<SynchronizerStatus> Connections => _open?.Known.Where(known => known.IsOpen) ?? [];

    public void Open(TermSynchronizers synchronizers) => _open = synchronizers;

    public void Close() => _open = null;
}
