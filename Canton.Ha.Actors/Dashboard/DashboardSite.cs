using Canton.Ha.Actors.Health;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>
/// The paths of the dashboard on one health server: <c>GET /</c> is the page, <c>GET /dashboard/events?replica=NAME</c> what it shows, as server-sent
/// events that begin with everything there is, whatever a browser that comes back has heard already.
/// </summary>
/// <param name="nodes">The replicas of this server; the page shows the first one where none is named.</param>
/// <param name="operators">Who may command them from there; null where nobody can prove to be an operator, so that the page only shows.</param>
internal sealed class DashboardSite(IReadOnlyList<DashboardNode> nodes, IOperatorAccess? operators) : IHealthPages
{
    /// <summary>Path of the stream.</summary>
    public const string Events = "/dashboard/events";

    /// <summary>The page loads nothing that is not of this server, and no other page may show it in a frame.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly DashboardCommands? _commands = operators is null ? null : new DashboardCommands(operators);

    /// <inheritdoc/>
    public async Task<bool> TryAnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (_commands is not null && path.StartsWith(DashboardCommands.Root, StringComparison.Ordinal))
            await CommandAsync(context, path[DashboardCommands.Root.Length..], _commands);
        else if (path == Events)
            await (HttpMethods.IsGet(context.Request.Method) ? StreamAsync(context) : Answers.OnlyReadAsync(context));
        else if (PageFile.All.TryGetValue(path, out var file))
            await (Answers.IsRead(context.Request) ? FileAsync(context, file) : Answers.OnlyReadAsync(context));
        else
            return false;
        return true;
    }

    private static Task FileAsync(HttpContext context, PageFile file)
    {
        Protect(context.Response);
        return Answers.BytesAsync(context, StatusCodes.Status200OK, file.Type, file.Content);
    }

    private Task StreamAsync(HttpContext context)
    {
        Protect(context.Response);
        var scope = context.Request.Query["scope"] == "self" ? PageScope.Self : PageScope.Cluster;
        return NamedIn(context) switch
        {
            null => UnknownAsync(context),
            { Hub: null } node => PageStream.RefuseAsync(context, $"{node.Name} has not started yet"),
            var node => new PageStream(context, node, new SiteView([.. nodes.Select(one => one.Name)], node.Name, _commands is not null)).RunAsync(scope),
        };
    }

    private Task CommandAsync(HttpContext context, string command, DashboardCommands commands)
    {
        Protect(context.Response);
        return NamedIn(context) is { } node ? commands.RunAsync(context, command, node.Admin) : UnknownAsync(context);
    }

    private DashboardNode? NamedIn(HttpContext context)
    {
        var name = context.Request.Query["replica"];
        return name.Count == 0 ? nodes[0] : nodes.FirstOrDefault(node => node.Name == name);
    }

    private Task UnknownAsync(HttpContext context) =>
        Answers.TextAsync(context, StatusCodes.Status404NotFound, "text/plain", $"No such replica; there are {string.Join(", ", nodes.Select(node => node.Name))}.\n");

    private static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
