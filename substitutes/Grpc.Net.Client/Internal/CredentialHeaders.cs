using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Adds the headers that call credentials make: those of the call first, then those of the channel.</summary>
internal sealed class CredentialHeaders : CallCredentialsConfiguratorBase
{
    private readonly List<AsyncAuthInterceptor> _interceptors = [];

    public static ValueTask AddAsync(ClientCall call, HttpRequestMessage request)
    {
        var channel = call.Channel;
        if (call.Options.Credentials is null && channel.CallCredentials.Count == 0)
            return ValueTask.CompletedTask;

        if (!channel.Settings.IsSecure && !channel.Settings.SendsCredentialsInsecurely)
        {
            CallLog.CallCredentialsNotUsed(call.Log);
            return ValueTask.CompletedTask;
        }

        return new ValueTask(AddAllAsync(call, request));
    }

    public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) => _interceptors.Add(interceptor);

    public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials)
    {
        foreach (var part in credentials)
            part.InternalPopulateConfiguration(this, state);
    }

    private static async Task AddAllAsync(ClientCall call, HttpRequestMessage request)
    {
        var all = new CredentialHeaders();
        call.Options.Credentials?.InternalPopulateConfiguration(all, null);
        foreach (var credentials in call.Channel.CallCredentials)
            credentials.InternalPopulateConfiguration(all, null);

        var context = ContextOf(call);
        foreach (var interceptor in all._interceptors)
        {
            var metadata = new Metadata();
            await interceptor(context, metadata).ConfigureAwait(false);
            foreach (var entry in metadata)
                RequestHeaders.Add(request.Headers, entry);
        }
    }

    /// <summary>Without the port of HTTPS, as tokens are made for the address in this form.</summary>
    private static AuthInterceptorContext ContextOf(ClientCall call)
    {
        var address = call.Channel.Address;
        var host = address.Scheme == Uri.UriSchemeHttps && address.Port == 443 ? address.Host : address.Authority;
        var path = address.AbsolutePath.EndsWith('/') ? address.AbsolutePath : address.AbsolutePath + "/";
        return new AuthInterceptorContext($"{address.Scheme}://{host}{path}{call.Method.ServiceName}", call.Method.Name, call.Stopped);
    }
}
