using Canton.Ha.Sequencer.V1;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Benchmarks.Sequencing;

/// <summary>The members of a synchronizer, each on a connection of its own.</summary>
internal sealed class Members : IAsyncDisposable
{
    private const long Minute = 60_000_000;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<(string Name, GrpcChannel Channel, SequencerService.SequencerServiceClient Client)> _members = [];
    private readonly List<Task<long>> _listening = [];
    private long _lastAt;
    private long _heardBefore;
    private long _heard;
    private long _listenedSince;
    private long _answeredAt;
    private long _lastHeardAt;
    private long _position;
    private long _heardUpTo;

    public TimeSpan LagAfterLast => TimeProvider.System.GetElapsedTime(_answeredAt, Math.Max(_answeredAt, _lastHeardAt));

    public static async Task<Members> RegisterAsync(Uri address, IEnumerable<string> names)
    {
        var members = new Members();
        foreach (var name in names)
        {
            var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
            members._members.Add((name, channel, new SequencerService.SequencerServiceClient(channel)));
            await members._members[^1].Client.RegisterAsync(new RegisterRequest { Member = name });
        }

        return members;
    }

    /// <summary>Every member submits calls, some at once, for a time.</summary>
    public async Task<Measured> SubmitAsync(TimeSpan length, int callSize, int atOnce, int payloadBytes)
    {
        var payload = ByteString.CopyFrom(new byte[payloadBytes]);
        var started = TimeProvider.System.GetTimestamp();
        _listenedSince = started;
        _heardBefore = Volatile.Read(ref _heard);
        var calls = await Task.WhenAll(
            from member in _members
            from caller in Enumerable.Range(0, atOnce)
            select SubmitAsync(member.Name, member.Client, started, length, callSize, payload));
        _answeredAt = TimeProvider.System.GetTimestamp();
        TimeSpan[] all = [.. calls.SelectMany(each => each)];
        return new Measured((long)all.Length * callSize, TimeProvider.System.GetElapsedTime(started, _answeredAt), all);
    }

    /// <summary>Everything from the first event on, by all members at once.</summary>
    public async Task<double> CatchUpAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        var heard = await Task.WhenAll(_members.Select(member => HearAsync(member.Name, member.Client, 1, _ => { }, untilCaughtUp: true)));
        _position = heard.Min();
        return heard.Sum() / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Every member listens from where it has caught up.</summary>
    public void Listen() => _listening.AddRange(_members.Select(member => HearAsync(member.Name, member.Client, _position + 1, Count, untilCaughtUp: false)));

    /// <summary>Waits until everybody has heard the last message that was answered.</summary>
    public async Task<double> HeardPerSecondAsync()
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Volatile.Read(ref _lastAt) > Volatile.Read(ref _heardUpTo))
            await look.WaitForNextTickAsync();
        return (Volatile.Read(ref _heard) - _heardBefore) / TimeProvider.System.GetElapsedTime(_listenedSince, _lastHeardAt).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)Task.WhenAll(_listening)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (_, channel, _) in _members)
            channel.Dispose();
    }

    private void Count(SubscribeResponse response)
    {
        if (response.Events.Count == 0)
            return;
        Interlocked.Add(ref _heard, response.Events.Count);
        Volatile.Write(ref _lastHeardAt, TimeProvider.System.GetTimestamp());
        Volatile.Write(ref _heardUpTo, response.Events[^1].SequencedAt);
    }

    private async Task<long> HearAsync(string name, SequencerService.SequencerServiceClient client, long from, Action<SubscribeResponse> hear, bool untilCaughtUp)
    {
        using var call = client.Subscribe(new SubscribeRequest { Member = name, FromCounter = from }, cancellationToken: _stop.Token);
        var last = from - 1;
        while (await call.ResponseStream.MoveNext(_stop.Token))
        {
            var response = call.ResponseStream.Current;
            last += response.Events.Count;
            hear(response);
            if (untilCaughtUp && response.TimeProof is not null)
                break;
        }

        return last;
    }

    private async Task<List<TimeSpan>> SubmitAsync(
        string name, SequencerService.SequencerServiceClient client, long started, TimeSpan length, int callSize, ByteString payload)
    {
        var calls = new List<TimeSpan>();
        while (TimeProvider.System.GetElapsedTime(started) < length)
        {
            var latest = ((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) + Minute;
            var request = new SubmitRequest { Member = name };
            for (var i = 0; i < callSize; i++)
                request.Submissions.Add(new Submission
                {
                    MessageId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray()), LatestSequencingTime = latest, Envelopes = { new Envelope { ToAll = true, Payload = payload } },
                });
            var sent = TimeProvider.System.GetTimestamp();
            var response = await client.SubmitAsync(request);
            calls.Add(TimeProvider.System.GetElapsedTime(sent));
            InterlockedMax(response.Results.Max(result => result.SequencedAt));
        }

        return calls;
    }

    private void InterlockedMax(long at)
    {
        for (var seen = Volatile.Read(ref _lastAt); seen < at;)
            seen = Interlocked.CompareExchange(ref _lastAt, at, seen) is var found && found == seen ? at : found;
    }
}
