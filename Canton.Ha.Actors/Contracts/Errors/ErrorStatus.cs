using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Canton.Ha.Actors.Contracts.Errors;

/// <summary>
/// Encodes errors as the reference does: message <c>ID(category,first of the correlation id): cause</c>, and details in the order ErrorInfo,
/// RetryInfo, RequestInfo, ResourceInfo. The same status goes into the trailer of a failed call and into a rejected completion.
/// </summary>
public static class ErrorStatus
{
    /// <summary>Most bytes of a serialised status, so that it fits into the metadata of a call.</summary>
    public const int BytesMax = 4096;

    private const int CauseMax = 512;
    private const int KeyMax = 63;
    private const string Category = "category";

    /// <summary>The status of <paramref name="error"/>. A redacted one says nothing but the name of the request.</summary>
    public static Status Of(CantonError error, RequestName request) =>
        error.Code.Category.IsRedacted ? Redacted(error.Code, request) : Fitted(error, request);

    /// <summary>The id of the error that a status was made of; the name of its code where that says nothing.</summary>
    public static string IdOf(Status status) =>
        status.Message.IndexOf('(') is var end and > 0 ? status.Message[..end] : $"{(Grpc.Core.StatusCode)status.Code}";

    private static Status Redacted(ErrorCode code, RequestName request)
    {
        var status = new Status
        {
            Code = (int)code.Status,
            Message = $"An error occurred. Please contact the operator and inquire about the request {request.CorrelationId ?? "<no-correlation-id>"} with tid {request.TraceId ?? "<no-tid>"}",
        };
        Add(status, RequestDetail(request));
        return status;
    }

    private static Status Fitted(CantonError error, RequestName request)
    {
        var facts = FactsOf(error, request);
        var resources = error.Resources;
        var status = Open(error, request, facts, resources);
        while (status.CalculateSize() is var size && size > BytesMax && (resources.Length > 0 || facts.Length > 1))
        {
            if (resources.IsEmpty)
                facts = Shortened(facts, size - BytesMax);
            else
                resources = resources.RemoveAt(resources.Length - 1);
            status = Open(error, request, facts, resources);
        }

        return status;
    }

    private static Status Open(
        CantonError error, RequestName request, ImmutableArray<KeyValuePair<string, string>> facts, ImmutableArray<ErrorResource> resources)
    {
        var info = new ErrorInfo { Reason = error.Code.Id };
        foreach (var (key, value) in facts)
            info.Metadata[key] = value;

        var status = new Status { Code = (int)error.Code.Status, Message = MessageOf(error, request) };
        Add(status, info);
        if (error.Code.Retry is { } delay)
            Add(status, new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) });
        Add(status, RequestDetail(request));
        foreach (var resource in resources)
            Add(status, new ResourceInfo { ResourceType = resource.Type, ResourceName = resource.Name });
        return status;
    }

    private static string MessageOf(CantonError error, RequestName request)
    {
        var name = request.CorrelationId is { Length: > 0 } id ? id[..Math.Min(8, id.Length)] : "0";
        var cause = error.Cause.Length > CauseMax ? error.Cause[..CauseMax] + "..." : error.Cause;
        return $"{error.Code.Id}({error.Code.Category.Number},{name}): {cause}";
    }

    private static ImmutableArray<KeyValuePair<string, string>> FactsOf(CantonError error, RequestName request)
    {
        var all = error.Facts
            .Add(KeyValuePair.Create("tid", request.TraceId ?? ""))
            .Add(KeyValuePair.Create("participant", request.Participant ?? ""));
        if (error.IsDefiniteAnswer is { } isDefinite)
            all = all.Insert(0, KeyValuePair.Create("definite_answer", isDefinite ? "true" : "false"));

        var clean = all.Select(fact => KeyValuePair.Create(CleanKey(fact.Key), fact.Value))
            .Where(fact => fact is { Key.Length: > 0, Value.Length: > 0 } && fact.Key != Category)
            .DistinctBy(fact => fact.Key);
        return [KeyValuePair.Create(Category, error.Code.Category.Number.ToString(CultureInfo.InvariantCulture)), .. clean];
    }

    /// <summary>What gRPC metadata can carry as a key anywhere.</summary>
    private static string CleanKey(string key)
    {
        var allowed = key.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '(' or ')').Take(KeyMax);
        return string.Concat(allowed);
    }

    /// <summary>The longest value without its end; one of which nothing is left is dropped. The category, which comes first, stays.</summary>
    private static ImmutableArray<KeyValuePair<string, string>> Shortened(ImmutableArray<KeyValuePair<string, string>> facts, int excess)
    {
        var longest = facts.Skip(1).MaxBy(fact => fact.Value.Length);
        var kept = longest.Value[..Math.Max(0, longest.Value.Length - Math.Max(excess, 1))];
        return kept.Length == 0
            ? facts.Remove(longest)
            : facts.Replace(longest, KeyValuePair.Create(longest.Key, kept));
    }

    private static RequestInfo? RequestDetail(RequestName request) =>
        (request.CorrelationId ?? request.TraceId) is { Length: > 0 } id ? new RequestInfo { RequestId = id } : null;

    private static void Add(Status status, IMessage? detail)
    {
        if (detail is not null)
            status.Details.Add(Any.Pack(detail));
    }
}
