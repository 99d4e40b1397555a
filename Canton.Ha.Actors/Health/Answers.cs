using System.Text;

namespace Canton.Ha.Actors.Health;

/// <summary>Whole answers to requests.</summary>
internal static class Answers
{
    /// <summary>Answers with a text of a type.</summary>
    public static Task TextAsync(HttpContext context, int status, string type, string text) =>
        BytesAsync(context, status, type + "; charset=utf-8", Encoding.UTF8.GetBytes(text));

    /// <summary>Answers with a body, or with its length alone where only that was asked for.</summary>
    public static Task BytesAsync(HttpContext context, int status, string type, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body).AsTask();
    }

    /// <summary>The path is there, but only to be read.</summary>
    public static Task OnlyReadAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, HEAD";
        return TextAsync(context, StatusCodes.Status405MethodNotAllowed, "text/plain", "Only GET and HEAD.\n");
    }

    /// <summary>It asks to read.</summary>
    public static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
