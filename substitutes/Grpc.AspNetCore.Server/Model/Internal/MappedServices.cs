namespace Grpc.AspNetCore.Server.Model.Internal;

/// <summary>The names of the services that the application has mapped: catch-all routes are added once for each, and once for all.</summary>
internal sealed class MappedServices
{
    private readonly HashSet<string> _services = new(StringComparer.Ordinal);

    public bool IsEmpty => _services.Count == 0;

    public bool Knows(string service) => _services.Contains(service);

    public void Add(string service) => _services.Add(service);
}
