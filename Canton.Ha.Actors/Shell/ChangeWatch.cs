using System.Threading.Channels;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Shell;

/// <summary>Shows changes of one or several nodes as they come.</summary>
internal sealed class ChangeWatch(IConsoleView view, TimeProvider time)
{
    private const int Backlog = 1024;

    private readonly ToldRosters _told = new();

    /// <summary>Until cancelled, or until so many changes were shown.</summary>
    /// <exception cref="CommandFailedException">None of the nodes can be watched.</exception>
    public async Task RunAsync(IReadOnlyList<IConsoleNode> nodes, int? count, CancellationToken cancellation)
    {
        _told.Clear();
        var left = count;
        var unheard = nodes.ToHashSet();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var news = Channel.CreateBounded<(IConsoleNode Node, NodeNews News)>(Backlog);
        var pumping = PumpAllAsync(nodes, news.Writer, ended.Token);
        try
        {
            await foreach (var (node, item) in news.Reader.ReadAllAsync(cancellation))
            {
                Expect(unheard, node, item);
                if (Show(node, item) && --left == 0)
                    return;
            }
        }
        finally
        {
            await ended.CancelAsync();
            await pumping;
        }
    }

    /// <summary>Returns when the node has said that it is active.</summary>
    /// <exception cref="CommandFailedException">It has not within <paramref name="limit"/>, or cannot be reached at its end.</exception>
    public async Task UntilActiveAsync(IConsoleNode node, TimeSpan limit, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        NodeNews? newest = null;
        try
        {
            await foreach (var item in node.WatchAsync(ended.Token).WithCancellation(ended.Token))
                if ((newest = item) is NodeNews.Found { IsActive: true } or NodeNews.Changed { Fact: ReplicaEvent.RoleChanged { Role: ReplicaRole.Active } })
                    break;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw newest is NodeNews.Lost lost
                ? new CommandFailedException(FailureKind.Unreachable, lost.Why)
                : new CommandFailedException(FailureKind.Refused, $"{node.Name} was not active within {ConsoleText.Seconds(limit)}.");
        }

        view.Show($"{node.Name} is active.");
    }

    /// <summary>It goes on as long as one of the nodes was ever heard of.</summary>
    private static void Expect(HashSet<IConsoleNode> unheard, IConsoleNode node, NodeNews item)
    {
        if (item is not NodeNews.Lost lost)
            unheard.Clear();
        else if (unheard.Remove(node) && unheard.Count == 0)
            throw new CommandFailedException(FailureKind.Unreachable, lost.Why);
    }

    private static async Task PumpAllAsync(IReadOnlyList<IConsoleNode> nodes, ChannelWriter<(IConsoleNode, NodeNews)> news, CancellationToken cancellation)
    {
        var failures = await Task.WhenAll(nodes.Select(node => PumpAsync(node, news, cancellation)));
        news.TryComplete(failures.OfType<CommandFailedException>().FirstOrDefault());
    }

    /// <summary>That a node cannot be watched is said at once, as others may be watched for long.</summary>
    private static async Task<CommandFailedException?> PumpAsync(IConsoleNode node, ChannelWriter<(IConsoleNode, NodeNews)> news, CancellationToken cancellation)
    {
        try
        {
            await foreach (var item in node.WatchAsync(cancellation).WithCancellation(cancellation))
                await news.WriteAsync((node, item), cancellation);
            return null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (CommandFailedException e)
        {
            news.TryWrite((node, new NodeNews.Lost(e.Message)));
            return e;
        }
    }

    /// <summary>True if it was a change.</summary>
    private bool Show(IConsoleNode node, NodeNews news)
    {
        var sentence = news switch
        {
            NodeNews.Found m => ConsoleText.Found(m),
            NodeNews.Lost m => $"cannot be watched: {m.Why}",
            NodeNews.Changed m => EventSentence.Of(m.Fact),
            _ => throw new ArgumentOutOfRangeException(nameof(news), news, "There is no sentence for this kind of news."),
        };
        if (news is NodeNews.Changed change && !_told.IsNews(node.Name, change.Fact, sentence))
            return false;

        view.Show($"{UtcTime.Text(time.GetUtcNow())} {node.Name} {sentence.ReplaceLineEndings(" ")}");
        return news is NodeNews.Changed;
    }
}
