using Akka.Actor;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Health;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>One stream of events, until the browser leaves, does not keep up, or the node stops.</summary>
internal sealed class PageStream(HttpContext context, DashboardNode node, SiteView site)
{
    private readonly PageBuffer _buffer = new(DashboardLimits.Default.Buffer);

    /// <summary>Nothing can be heard now.</summary>
    public static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.Headers.RetryAfter = "1";
        return Answers.TextAsync(context, StatusCodes.Status503ServiceUnavailable, "text/plain", $"{why}: try again.\n");
    }

    public async Task RunAsync(PageScope scope)
    {
        var hub = node.Hub ?? throw new InvalidOperationException($"{node.Name} has not started yet.");
        try
        {
            var answer = await hub.Ask<object>(new DashboardProtocol.Subscribe(_buffer, scope), node.AskTimeout, context.RequestAborted);
            if (answer is DashboardProtocol.Full full)
                await RefuseAsync(context, $"There are {full.SubscribersMax} streams of {node.Name} already, as many as there may be");
            else
                await SendAsync(scope);
        }
        catch (AskTimeoutException)
        {
            await RefuseAsync(context, $"{node.Name} has not answered in time");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser has left.
        }
        finally
        {
            hub.Tell(new DashboardProtocol.Unsubscribe(_buffer), ActorRefs.NoSender);
        }
    }

    /// <summary>However the stream ends, the browser comes back and begins with a new snapshot; what it has not read is of no use to it.</summary>
    private async Task SendAsync(PageScope scope)
    {
        context.Response.ContentType = ServerSentEvent.MediaType;
        try
        {
            if (scope == PageScope.Cluster)
                await WriteAsync(ServerSentEvent.Of(site.Shown, "site", site));
            await _buffer.DrainAsync(WriteAsync, context.RequestAborted);
        }
        catch (CantonErrorException)
        {
            context.Abort();
        }
        catch (IOException)
        {
            // The connection broke.
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> message) => await context.Response.BodyWriter.WriteAsync(message, context.RequestAborted);
}
