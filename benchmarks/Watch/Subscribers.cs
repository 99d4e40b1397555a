using Canton.Ha.Admin.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Watch;

/// <summary>Many subscribers of one replica's state changes, over a few connections.</summary>
internal sealed class Subscribers : IAsyncDisposable
{
    private const int PerConnection = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly List<GrpcChannel> _channels = [];
    private readonly List<AsyncServerStreamingCall<WatchResponse>> _calls = [];

    private Subscribers()
    {
    }

    /// <summary>Subscribes, and waits until each has its snapshot.</summary>
    public static async Task<Subscribers> OpenAsync(string address, int count)
    {
        var opened = new Subscribers();
        for (var i = 0; i < count; i++)
        {
            if (i % PerConnection == 0)
                opened._channels.Add(GrpcChannel.ForAddress($"http://{address}"));
            opened._calls.Add(new ReplicationService.ReplicationServiceClient(opened._channels[^1]).Watch(new WatchRequest()));
        }

        foreach (var call in opened._calls)
            await NextAsync(call);
        return opened;
    }

    /// <summary>When the first and when the last subscriber had the next change of a role, counted from now.</summary>
    public async Task<(TimeSpan First, TimeSpan Last)> NextRoleAsync(Role role)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var times = await Task.WhenAll(_calls.Select(async call =>
        {
            while ((await NextAsync(call)).Event?.RoleChanged?.Role != role)
                continue;
            return TimeProvider.System.GetElapsedTime(begun);
        }));
        return (times.Min(), times.Max());
    }

    public ValueTask DisposeAsync()
    {
        _calls.ForEach(call => call.Dispose());
        _channels.ForEach(channel => channel.Dispose());
        return ValueTask.CompletedTask;
    }

    private static async Task<WatchResponse> NextAsync(AsyncServerStreamingCall<WatchResponse> call)
    {
        using var limit = new CancellationTokenSource(Limit);
        return await call.ResponseStream.MoveNext(limit.Token) ? call.ResponseStream.Current : throw new InvalidOperationException("The stream has ended.");
    }
}
