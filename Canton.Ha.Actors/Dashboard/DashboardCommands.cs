using System.Text.Json;
using Akka.Event;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Health;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Shell;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>
/// What an operator does from a page: <c>POST /dashboard/commands/NAME</c>, always with his token, which no browser sends by itself: there is nothing
/// that another site could make it do.
/// </summary>
internal sealed class DashboardCommands(IOperatorAccess access)
{
    /// <summary>What the paths of all commands begin with.</summary>
    public const string Root = "/dashboard/commands/";

    private const int BodyBytesMax = 4096;

    /// <summary>Runs a command and answers with a sentence.</summary>
    public async Task RunAsync(HttpContext context, string command, AdminNode node)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            await SayAsync(context, StatusCodes.Status405MethodNotAllowed, "Commands are only taken by POST.");
        else if (await OperatorOfAsync(context) is not { } by)
            await SayAsync(context, StatusCodes.Status401Unauthorized, "This token is not one of an operator.");
        else if (await ReadAsync(context) is not { } request)
            await SayAsync(context, StatusCodes.Status400BadRequest, $"A command is a JSON object of at most {BodyBytesMax} bytes.");
        else
            await RunAsync(context, command, request, new Asked(node, by));
    }

    private static async Task RunAsync(HttpContext context, string command, CommandRequest request, Asked asked)
    {
        try
        {
            if (await DoAsync(command, request, asked, context.RequestAborted) is { } done)
                await SayAsync(context, StatusCodes.Status200OK, done);
            else
                await SayAsync(context, StatusCodes.Status404NotFound, "There is no such command; there are sign-in, set-passive, pause and resume.");
        }
        catch (Exception e) when (e is not OutOfMemoryException && !context.RequestAborted.IsCancellationRequested)
        {
            await SayAsync(context, StatusCodes.Status409Conflict, Explain(e, command, asked.Node));
        }
    }

    private static async Task<string?> DoAsync(string command, CommandRequest request, Asked asked, CancellationToken cancellation)
    {
        var (node, by) = asked;
        switch (command)
        {
            case "sign-in":
                return $"Signed in as {by}.";
            case "set-passive":
                var why = request.Why is { Length: > 0 } given ? $"asked for by {by}: {given}" : $"asked for by {by}";
                return ConsoleText.Answer(node.Name, await node.HandOverAsync(new ReplicationProtocol.SetPassive(why, request.To), cancellation));
            case "pause" when string.IsNullOrWhiteSpace(request.Why):
                throw AdminErrors.Missing("why");
            case "pause":
                await node.PauseAsync(by, request.Why, cancellation);
                return "Automatic failover is paused.";
            case "resume":
                await node.ResumeAsync(cancellation);
                return "Automatic failover is on.";
            default:
                return null;
        }
    }

    /// <summary>What nobody expected is for the log, and not for whoever asks.</summary>
    private static string Explain(Exception cause, string command, AdminNode node)
    {
        var error = AdminErrors.Of(cause, node.Name, command);
        if (error.Code != AdminErrors.InternalError)
            return error.Cause;

        if (node.HasStarted)
            node.Actors.Log.Error(cause, "{0}, asked for from the page, failed: {1}", command, cause.Message);
        return $"{node.Name} has failed to do that; its log says why.";
    }

    private async ValueTask<string?> OperatorOfAsync(HttpContext context) =>
        context.Request.Headers.Authorization is [var header] && Tokens.In(header) is { } token ? await access.OperatorOfAsync(token, context.RequestAborted) : null;

    /// <summary>Null when it is no command.</summary>
    private static async Task<CommandRequest?> ReadAsync(HttpContext context)
    {
        var body = new byte[BodyBytesMax + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        try
        {
            return length > BodyBytesMax ? null : JsonSerializer.Deserialize<CommandRequest>(body.AsSpan(0, length), JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task SayAsync(HttpContext context, int status, string sentence) => Answers.TextAsync(context, status, "text/plain", sentence + "\n");

    private sealed record CommandRequest(string? To, string? Why);

    private sealed record Asked(AdminNode Node, string By);
}
