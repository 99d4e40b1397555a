using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Failover;

/// <summary>A client of the Ledger API that asks where the ledger ends, again and again, every 5 ms, whatever comes of it.</summary>
internal sealed class Caller : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan CallMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopped = new();
    private readonly GrpcChannel _channel;
    private readonly Task _calling;
    private int _answers;
    private long _longest;

    private Caller(Uri address)
    {
        _channel = GrpcChannel.ForAddress(address);
        _calling = CallAsync();
    }

    /// <summary>The longest time between two answers so far.</summary>
    public TimeSpan LongestSilence => TimeSpan.FromTicks(Interlocked.Read(ref _longest));

    public static Caller Start(Uri address) => new(address);

    /// <summary>Waits for the answer to a call that begins from now on.</summary>
    public Task AnsweredAsync()
    {
        var known = Volatile.Read(ref _answers);
        return Eventually.BecomesTrueAsync("a call is answered", () => Task.FromResult(Volatile.Read(ref _answers) > known + 1), Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _calling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _channel.Dispose();
    }

    private async Task CallAsync()
    {
        var client = new StateService.StateServiceClient(_channel);
        using var timer = new PeriodicTimer(Period);
        long? last = null;
        while (await timer.WaitForNextTickAsync(_stopped.Token))
            if (await IsAnsweredAsync(client))
            {
                if (last is { } before)
                    Interlocked.Exchange(ref _longest, Math.Max(_longest, TimeProvider.System.GetElapsedTime(before).Ticks));
                last = TimeProvider.System.GetTimestamp();
                Interlocked.Increment(ref _answers);
            }
    }

    private async Task<bool> IsAnsweredAsync(StateService.StateServiceClient client)
    {
        try
        {
            await client.GetLedgerEndAsync(new GetLedgerEndRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime + CallMax, cancellationToken: _stopped.Token);
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
