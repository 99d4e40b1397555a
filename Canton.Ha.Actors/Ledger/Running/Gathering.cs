using System.Threading.Channels;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>
/// Serves together everybody who waits, one group after the other: whoever comes while a group is being served belongs to the next one. So the database is
/// asked as often as it can answer, however many ask.
/// </summary>
/// <param name="serve">Answers each request of a group, in their order.</param>
/// <param name="groupMax">Most requests of a group.</param>
/// <param name="sizeOf">Size of a request, in bytes.</param>
/// <param name="isHarmless">After such a failure of <paramref name="serve"/> only that group has no answers; any other ends everything.</param>
internal sealed class Gathering<TRequest, TAnswer>(
    Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> serve, int groupMax, Func<TRequest, long> sizeOf, Func<Exception, bool> isHarmless)
{
    /// <summary>A group with more bytes has one request.</summary>
    private const long GroupBytesMax = 16 * 1024 * 1024;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The answer to a request. Whoever calls sees to it that not too many wait.</summary>
    /// <exception cref="LedgerClosedException">Nobody serves any more. What has become of the request is unknown.</exception>
    public Task<TAnswer> AskAsync(TRequest request)
    {
        var waiting = new Waiting(request);
        if (!_waiting.Writer.TryWrite(waiting))
            waiting.GiveUp(new LedgerClosedException());
        return waiting.Answer;
    }

    /// <summary>Nobody comes in any more; who is inside is still served.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    /// <summary>Serves until it is closed and empty. In the end nobody waits, however that comes.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stop))
                await ServeAsync(NextGroup(), stop);
        }
        finally
        {
            Close();
            while (_waiting.Reader.TryRead(out var waiting))
                waiting.GiveUp(new LedgerClosedException());
        }
    }

    private List<Waiting> NextGroup()
    {
        var group = new List<Waiting>();
        var bytes = 0L;
        while (group.Count < groupMax && _waiting.Reader.TryPeek(out var next) && (group.Count == 0 || bytes + sizeOf(next.Request) <= GroupBytesMax))
        {
            bytes += sizeOf(next.Request);
            group.Add(next);
            _waiting.Reader.TryRead(out _);
        }

        return group;
    }

    private async Task ServeAsync(List<Waiting> group, CancellationToken stop)
    {
        try
        {
            var answers = await serve(group.ConvertAll(waiting => waiting.Request), stop);
            for (var i = 0; i < group.Count; i++)
                group[i].Give(answers[i]);
        }
        catch (Exception e) when (isHarmless(e))
        {
            group.ForEach(waiting => waiting.GiveUp(e));
        }
        finally
        {
            group.ForEach(waiting => waiting.GiveUp(new LedgerClosedException()));
        }
    }

    private sealed class Waiting(TRequest request)
    {
        private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TRequest Request => request;

        public Task<TAnswer> Answer => _answer.Task;

        public void Give(TAnswer answer) => _answer.TrySetResult(answer);

        /// <summary>Without effect on one that has its answer.</summary>
        public void GiveUp(Exception why)
        {
            if (!_answer.Task.IsCompleted)
                _answer.TrySetException(why);
        }
    }
}

/// <summary>The ledger of this term has ended. What has become of a request that it had taken is unknown.</summary>
internal sealed class LedgerClosedException() : Exception("The ledger of this term has ended.");
