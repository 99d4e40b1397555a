using System.Collections.Concurrent;
using Canton.Ha.Sequencer.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// A member as a participant is one: it turns to whichever replica answers, resends what has an unknown outcome under the same message id,
/// and goes on hearing from where it was.
/// </summary>
internal sealed class SequencerMember : IAsyncDisposable
{
    private static readonly TimeSpan CallMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    private readonly string _name;
    private readonly GrpcChannel[] _channels;
    private readonly SequencerService.SequencerServiceClient[] _replicas;
    private readonly CancellationTokenSource _stop = new();
    private int _current;

    public SequencerMember(string name, IEnumerable<Uri> replicas)
    {
        _name = name;
        _channels = [.. replicas.Select(replica => GrpcChannel.ForAddress(replica))];
        _replicas = [.. _channels.Select(channel => new SequencerService.SequencerServiceClient(channel))];
    }

    public string Name => _name;

    /// <summary>When each message was sequenced, as far as that was answered.</summary>
    public ConcurrentDictionary<int, long> Acknowledged { get; } = new();

    /// <summary>What it has heard, in that order.</summary>
    public List<Event> Heard { get; } = [];

    /// <summary>Latest time proof.</summary>
    public long ProvedUpTo { get; private set; }

    /// <summary>How often a call failed and was made again.</summary>
    public int Retries { get; private set; }

    public Task RegisterAsync() => CallAsync(async replica =>
        await replica.RegisterAsync(new RegisterRequest { Member = _name }, deadline: Deadline, cancellationToken: _stop.Token), _stop.Token);

    /// <summary>Submits messages to all, a few at a time and at a pace that leaves the machine to the replicas, until it is told to stop; what was begun is brought to its end.</summary>
    public async Task SubmitAsync(int firstNumber, int step, int atATime, CancellationToken enough)
    {
        using var pace = new PeriodicTimer(Pace);
        for (var number = firstNumber; !enough.IsCancellationRequested; number += step * atATime)
        {
            await pace.WaitForNextTickAsync(_stop.Token);
            int[] numbers = [.. Enumerable.Range(0, atATime).Select(i => number + (i * step))];
            var request = new SubmitRequest { Member = _name, Submissions = { numbers.Select(each => Submissions.ToAll(each, 300)) } };
            var response = await CallAsync(async replica => await replica.SubmitAsync(request, deadline: Deadline, cancellationToken: _stop.Token), _stop.Token);
            foreach (var (each, result) in numbers.Zip(response.Results))
                Acknowledged[each] = result.ResultCase == SubmissionResult.ResultOneofCase.SequencedAt
                    ? result.SequencedAt
                    : throw new InvalidOperationException($"{_name} could not submit {each}: {result.Refusal.Why}");
        }
    }

    /// <summary>Hears everything from its first event on until it is stopped.</summary>
    public Task ListenAsync() => CallAsync<int>(
        async replica =>
        {
            using var call = replica.Subscribe(new SubscribeRequest { Member = _name, FromCounter = Heard.Count + 1 }, cancellationToken: _stop.Token);
            while (await call.ResponseStream.MoveNext(_stop.Token))
                Hear(call.ResponseStream.Current);
            throw new RpcException(new Status(StatusCode.Unavailable, "the stream has ended"));
        },
        _stop.Token);

    public ValueTask DisposeAsync()
    {
        _stop.Cancel();
        foreach (var channel in _channels)
            channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private static DateTime Deadline => TimeProvider.System.GetUtcNow().UtcDateTime + CallMax;

    private void Hear(SubscribeResponse response)
    {
        foreach (var heard in response.Events)
            if (heard.SequencedAt <= ProvedUpTo)
                throw new InvalidOperationException($"{_name} was told that nothing would come at or before {ProvedUpTo}, but hears {heard.SequencedAt}.");
        Heard.AddRange(response.Events);
        ProvedUpTo = response.TimeProof?.Time ?? response.Events[^1].SequencedAt;
    }

    private async Task<T> CallAsync<T>(Func<SequencerService.SequencerServiceClient, Task<T>> call, CancellationToken stop)
    {
        using var pause = new PeriodicTimer(RetryPause);
        while (true)
        {
            var current = _current;
            try
            {
                return await call(_replicas[current]);
            }
            catch (RpcException e) when (!stop.IsCancellationRequested && e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.ResourceExhausted or StatusCode.Cancelled)
            {
                Retries++;
                Interlocked.CompareExchange(ref _current, (current + 1) % _replicas.Length, current);
                await pause.WaitForNextTickAsync(stop);
            }
        }
    }
}
