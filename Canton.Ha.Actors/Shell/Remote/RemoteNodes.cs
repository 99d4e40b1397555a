using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>The nodes of a remote console.</summary>
internal sealed class RemoteNodes : IDisposable
{
    private readonly List<RemoteNode> _nodes = [];

    private RemoteNodes()
    {
    }

    public IReadOnlyList<RemoteNode> Nodes => _nodes;

    /// <summary>Nodes whose names are known, and others that are asked for theirs.</summary>
    /// <exception cref="CommandFailedException">One of the others cannot be asked, or has a name that another has.</exception>
    public static async Task<RemoteNodes> OpenAsync(
        IReadOnlyList<RemoteParticipantSettings> known, IReadOnlyList<RemoteParticipantSettings> nameless, TimeProvider time, CancellationToken cancellation)
    {
        var opened = new RemoteNodes();
        try
        {
            foreach (var settings in known)
                opened._nodes.Add(new RemoteNode(settings, time));
            foreach (var settings in await Task.WhenAll(nameless.Select(settings => NamedAsync(settings, time, cancellation))))
                opened.Add(settings, time);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => _nodes.ForEach(node => node.Dispose());

    private void Add(RemoteParticipantSettings settings, TimeProvider time)
    {
        if (_nodes.Find(node => node.Name == settings.Name) is { } other)
            throw new CommandFailedException(FailureKind.Mistake, $"The node at {settings.Admin} calls itself {settings.Name}, but so is the one at {other.Place} called; give only one of them.");
        _nodes.Add(new RemoteNode(settings, time));
    }

    private static async Task<RemoteParticipantSettings> NamedAsync(RemoteParticipantSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        using var node = new RemoteNode(settings with { Name = "The node" }, time);
        return settings with { Name = await node.ReadNameAsync(cancellation) };
    }
}
