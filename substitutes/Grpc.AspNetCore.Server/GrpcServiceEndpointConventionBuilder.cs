#pragma warning disable IDE0130 // The package has it in this namespace.
namespace Microsoft.AspNetCore.Builder;

/// <summary>What <c>MapGrpcService</c> returns: conventions added here apply to the endpoints of all methods of the service.</summary>
public sealed class GrpcServiceEndpointConventionBuilder : IEndpointConventionBuilder
{
    private readonly IEndpointConventionBuilder[] _endpoints;

    internal GrpcServiceEndpointConventionBuilder(IEnumerable<IEndpointConventionBuilder> endpoints) => _endpoints = [.. endpoints];

    /// <summary>Applies <paramref name="convention"/> to every endpoint of the service.</summary>
    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var endpoint in _endpoints)
            endpoint.Add(convention);
    }
}
