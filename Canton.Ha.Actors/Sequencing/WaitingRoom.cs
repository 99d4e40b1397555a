using System.Threading.Channels;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Requests that wait for a place in the order: a bounded number of messages and of bytes. Whoever finds it full is sent away at once.</summary>
internal sealed class WaitingRoom(SequencingSettings settings)
{
    private readonly Channel<WaitingRequest> _waiting = Channel.CreateUnbounded<WaitingRequest>(new UnboundedChannelOptions { SingleReader = true });
    private long _messages;
    private long _bytes;

    /// <summary>Messages that wait.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Waits, and answers when what has become of the request is on the disk. One request alone always fits.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="bytes">Its size.</param>
    /// <exception cref="SequencerOverloadedException">Too many wait already; nothing was done.</exception>
    /// <exception cref="SequencerClosedException">Nobody serves here any more. What has become of the request is unknown.</exception>
    public Task<SequencerAnswer> EnterAsync(SequencerRequest request, long bytes)
    {
        var waiting = new WaitingRequest(request, bytes);
        if (!TryTakeSeat(waiting))
            return Task.FromException<SequencerAnswer>(new SequencerOverloadedException());
        if (_waiting.Writer.TryWrite(waiting))
            return waiting.Answer;

        Leave(waiting);
        return Task.FromException<SequencerAnswer>(new SequencerClosedException());
    }

    /// <summary>Nobody comes in any more; who is inside is still served.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    /// <summary>Waits for the next requests; none when nobody is inside any more and nobody comes in.</summary>
    public async Task<IReadOnlyList<WaitingRequest>> NextAsync(CancellationToken cancellation)
    {
        var next = new List<WaitingRequest>();
        if (!await _waiting.Reader.WaitToReadAsync(cancellation))
            return next;

        for (var messages = 0; messages < settings.BatchMax && _waiting.Reader.TryRead(out var waiting); messages += waiting.Messages)
            next.Add(waiting);
        return next;
    }

    /// <summary>These have their answers, or will have none.</summary>
    public void Leave(params IReadOnlyList<WaitingRequest> served)
    {
        foreach (var request in served)
        {
            Interlocked.Add(ref _messages, -request.Messages);
            Interlocked.Add(ref _bytes, -request.Bytes);
            request.GiveUp();
        }
    }

    /// <summary>Sends away everybody who is still inside.</summary>
    public void Clear()
    {
        Close();
        while (_waiting.Reader.TryRead(out var waiting))
            Leave(waiting);
    }

    private bool TryTakeSeat(WaitingRequest waiting)
    {
        var messages = Interlocked.Add(ref _messages, waiting.Messages);
        var bytes = Interlocked.Add(ref _bytes, waiting.Bytes);
        if ((messages <= settings.WaitingMax && bytes <= settings.WaitingBytesMax) || messages == waiting.Messages)
            return true;

        Leave(waiting);
        return false;
    }
}

/// <summary>A request and whoever waits for what becomes of it.</summary>
internal sealed class WaitingRequest(SequencerRequest request, long bytes)
{
    private readonly TaskCompletionSource<SequencerAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SequencerRequest Request => request;

    public long Bytes => bytes;

    /// <summary>Anything but a submission counts as one message.</summary>
    public int Messages { get; } = request is MemberRequest.Submit submit ? Math.Max(1, submit.Messages.Length) : 1;

    public Task<SequencerAnswer> Answer => _answer.Task;

    public void Give(SequencerAnswer answer) => _answer.TrySetResult(answer);

    /// <summary>Without effect on one that has its answer.</summary>
    public void GiveUp() => _answer.TrySetException(new SequencerClosedException());
}

/// <summary>More requests wait than there is room for: nothing was done, and later there may be room.</summary>
internal sealed class SequencerOverloadedException() : Exception("Too many messages wait to be sequenced.");

/// <summary>This replica does not serve any more. What has become of a request that it had taken is unknown.</summary>
internal sealed class SequencerClosedException() : Exception("This replica has ceased to be the active one.");
