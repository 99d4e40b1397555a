using Akka.Event;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Contracts.Security;
using Grpc.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What exceptions mean to clients of the Admin API.</summary>
internal sealed class CallErrors(AdminNode node) : ErrorInterceptor
{
    private static readonly string[] AlsoTrailers = [AdminErrors.ActiveReplica, AdminErrors.ActiveAdminAddress];

    protected override RequestName NameOf(object request, ServerCallContext context) =>
        RequestName.Traced(RequestName.TraceIdFrom(context.RequestHeaders.GetValue("traceparent")), node.Name);

    protected override CantonError ErrorFor(Exception cause, object request, ServerCallContext context) => AdminErrors.Of(cause, node.Name, context.Method);

    protected override void Report(Exception cause, ServerCallContext context, RequestName request)
    {
        if (SecurityErrors.IsRefusal(cause))
            node.Log.Warning("{0} was refused, request {1}: {2}.", context.Method, request.TraceId, LogText.Of(cause.Message));
        else
            node.Log.Error(cause, "{0} failed, request {1}: {2}", context.Method, request.TraceId, LogText.Of(cause.Message));
    }

    protected override IEnumerable<KeyValuePair<string, string>> TrailersOf(CantonError error) => error.Facts.Where(fact => AlsoTrailers.Contains(fact.Key));
}
