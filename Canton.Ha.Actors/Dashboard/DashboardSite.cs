using Canton.Ha.Actors.Health;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>
/// The paths of the dashboard on one health server: <c>GET /</c> is the page, <c>GET /dashboard/events?replica=NAME</c> what it shows, as server-sent
/// events that begin with everything there is, whatever a browser that comes back has heard already.
/// </summary>
/// <param name="nodes">The replicas of this server; the page shows the first one where none is named.</param>
internal sealed class DashboardSite(IReadOnlyList<DashboardNode> nodes) : IHealthPages
{
    /// <summary>Path of the stream.</summary>
    public const string Events = "/dashboard/events";

    /// <summary>The page loads nothing that is not of this server, and no other page may show it in a frame.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <inheritdoc/>
    public Task? Answer(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path == Events)
            return HttpMethods.IsGet(context.Request.Method) ? StreamAsync(context) : Answers.OnlyReadAsync(context);
        if (PageFile.All.TryGetValue(path, out var file))
            return Answers.IsRead(context.Request) ? FileAsync(context, file) : Answers.OnlyReadAsync(context);
        return null;
    }

    private static Task FileAsync(HttpContext context, PageFile file)
    {
        Protect(context.Response);
        return Answers.BytesAsync(context, StatusCodes.Status200OK, file.Type, file.Content);
    }

    private Task StreamAsync(HttpContext context)
    {
        Protect(context.Response);
        var name = context.Request.Query["replica"];
        var scope = context.Request.Query["scope"] == "self" ? PageScope.Self : PageScope.Cluster;
        var node = name.Count == 0 ? nodes[0] : nodes.FirstOrDefault(node => node.Name == name);
        return node switch
        {
            null => Answers.TextAsync(context, StatusCodes.Status404NotFound, "text/plain", $"No such replica; there are {string.Join(", ", nodes.Select(node => node.Name))}.\n"),
            { Hub: null } => PageStream.RefuseAsync(context, $"{node.Name} has not started yet"),
            _ => new PageStream(context, node, new SiteView([.. nodes.Select(node => node.Name)], node.Name)).RunAsync(scope),
        };
    }

    private static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
