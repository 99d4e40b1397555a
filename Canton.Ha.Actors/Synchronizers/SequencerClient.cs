using System.Collections.Immutable;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Sequencer.V1;
using Grpc.Core;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Sends messages of this participant to one synchronizer, over one contact with a replica of it.</summary>
/// <param name="connection">How this participant calls and prefers it.</param>
/// <param name="session">The contact.</param>
/// <param name="membership">As whom.</param>
/// <param name="log">Where refusals are told to the operator.</param>
/// <param name="time">The clock of pauses.</param>
internal sealed class SequencerClient(
    SynchronizerConnectionSettings connection, SequencerSession session, Membership membership, ILoggingAdapter log, TimeProvider time) : ISequencerLink
{
    /// <summary>Times that a request is sent again to a synchronizer with too much to do, in a row: about ten seconds. Then the contact is given up.</summary>
    private const int OverloadsMax = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private const int MessagesMax = 1000;
    private const int BytesMax = 4 * 1024 * 1024;

    public string Alias => connection.Alias;

    public int Priority => connection.Priority;

    public string Synchronizer => session.Synchronizer;

    public async Task SendAsync(ImmutableArray<V1.Outgoing> messages, CancellationToken cancellation)
    {
        foreach (var request in RequestsOf(messages))
            await SendAsync(request, cancellation);
    }

    private async Task SendAsync(SubmitRequest request, CancellationToken cancellation)
    {
        for (var overloads = 0; await TrySendAsync(request, overloads, cancellation) is { } pause; overloads++)
            await Waits.PassAsync(pause, time, cancellation);
    }

    /// <summary>After how long to try again; null if it is sent.</summary>
    private async Task<TimeSpan?> TrySendAsync(SubmitRequest request, int overloads, CancellationToken cancellation)
    {
        try
        {
            await SendOnceAsync(request, cancellation);
            return null;
        }
        catch (RpcException e) when (overloads < OverloadsMax && SequencerFailure.IsOverload(e))
        {
            var first = ErrorTrailers.RetryDelayOf(e) is { } told && told > FirstPause ? told : FirstPause;
            return Backoff.Doubling(first, LongestPause, overloads);
        }
        catch (RpcException e)
        {
            throw session.Failed(e, cancellation) switch
            {
                StaleTermException stale => new SequencerLinkException(stale.Message, stale),
                var failed => failed,
            };
        }
    }

    private async Task SendOnceAsync(SubmitRequest request, CancellationToken cancellation)
    {
        try
        {
            var response = await session.SubmitAsync(request, cancellation);
            if (response.Results.Count != request.Submissions.Count)
                throw new SequencerLinkException($"{Alias} has answered {response.Results.Count} of {request.Submissions.Count} messages.");

            foreach (var (submission, result) in request.Submissions.Zip(response.Results))
                if (result.Refusal is { } refusal)
                    log.Warning("Message {0} of trace {1} was refused by {2} and will not be sequenced: {3}", IdOf(submission), TraceOf(submission), Alias, refusal.Why);
        }
        catch (RpcException e) when (request.Submissions.Count > 1 && SequencerFailure.IsTooLarge(e))
        {
            foreach (var submission in request.Submissions)
                await SendAsync(RequestOf(submission), cancellation);
        }
        catch (RpcException e) when (SequencerFailure.IsTooLarge(e))
        {
            log.Warning(
                "Message {0} of trace {1} has {2} bytes, more than {3} takes, and will not be sequenced.",
                IdOf(request.Submissions[0]), TraceOf(request.Submissions[0]), request.CalculateSize(), Alias);
        }
    }

    private static Guid IdOf(Submission submission) => new(submission.MessageId.Span, bigEndian: true);

    private static string TraceOf(Submission submission) => Spans.IdOf(submission.TraceContext) ?? "none";

    /// <summary>As few as there can be, without any that is larger than a server takes because of how many messages it has.</summary>
    private IEnumerable<SubmitRequest> RequestsOf(ImmutableArray<V1.Outgoing> messages)
    {
        var request = RequestOf();
        var bytes = 0;
        foreach (var message in messages)
        {
            var size = message.CalculateSize();
            if (request.Submissions.Count == MessagesMax || (bytes + size > BytesMax && request.Submissions.Count > 0))
            {
                yield return request;
                (request, bytes) = (RequestOf(), 0);
            }

            request.Submissions.Add(SubmissionOf(message));
            bytes += size;
        }

        if (request.Submissions.Count > 0)
            yield return request;
    }

    private SubmitRequest RequestOf(params IEnumerable<Submission> submissions) => new() { Member = membership.Member, Term = membership.Term, Submissions = { submissions } };

    private static Submission SubmissionOf(V1.Outgoing message) => new()
    {
        MessageId = message.MessageId,
        LatestSequencingTime = message.LatestSequencingTime,
        TraceContext = message.TraceContext,
        Envelopes = { message.Envelopes.Select(envelope => new Envelope { ToAll = envelope.ToAll, Recipients = { envelope.Recipients }, Payload = envelope.Payload }) },
    };
}
