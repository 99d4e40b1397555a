using Grpc.Core.Utils;

namespace Grpc.Core.Internal;

internal sealed class CompositeCallCredentials : CallCredentials
{
    private readonly IReadOnlyList<CallCredentials> _parts;

    public CompositeCallCredentials(CallCredentials[] parts)
    {
        GrpcPreconditions.CheckArgument(parts.Length >= 2, "Composite credentials object can only be created from 2 or more credentials.");
        _parts = Array.AsReadOnly([.. parts]);
    }

    public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
        configurator.SetCompositeCredentials(state, _parts);
}
