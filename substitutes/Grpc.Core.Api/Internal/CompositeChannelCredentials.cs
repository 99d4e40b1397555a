using Grpc.Core.Utils;

namespace Grpc.Core.Internal;

internal sealed class CompositeChannelCredentials(ChannelCredentials channelCredentials, CallCredentials callCredentials) : ChannelCredentials
{
    private readonly ChannelCredentials _channel = GrpcPreconditions.CheckNotNull(channelCredentials, nameof(channelCredentials));
    private readonly CallCredentials _call = GrpcPreconditions.CheckNotNull(callCredentials, nameof(callCredentials));

    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
        configurator.SetCompositeCredentials(state, _channel, _call);
}
