using System.Collections.Immutable;
using Akka.Event;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Sequencer.V1;
using Grpc.Core;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Sends messages of this participant to one synchronizer, whichever of its replicas serves.</summary>
/// <param name="alias">What this participant calls it.</param>
/// <param name="synchronizer">Its id.</param>
/// <param name="membership">As whom.</param>
/// <param name="log">Where refusals are told to the operator.</param>
internal sealed class SequencerClient(string alias, string synchronizer, Membership membership, ILoggingAdapter log) : ISequencerLink
{
    private const int MessagesMax = 1000;
    private const int BytesMax = 4 * 1024 * 1024;

    private volatile SequencerSession? _session;

    public string Alias => alias;

    public string Synchronizer => synchronizer;

    /// <summary>The contact to send by; null while there is none.</summary>
    public SequencerSession? Session
    {
        get => _session;
        set => _session = value;
    }

    public async Task SendAsync(ImmutableArray<V1.Outgoing> messages, CancellationToken cancellation)
    {
        var session = _session ?? throw new SequencerLinkException($"No replica of {synchronizer} can be reached now.");
        foreach (var request in RequestsOf(messages))
            await SendAsync(session, request, cancellation);
    }

    private async Task SendAsync(SequencerSession session, SubmitRequest request, CancellationToken cancellation)
    {
        try
        {
            var response = await session.SubmitAsync(request, cancellation);
            foreach (var (submission, result) in request.Submissions.Zip(response.Results))
                if (result.Refusal is { } refusal)
                    log.Warning("Message {0} was refused by {1} and will not be sequenced: {2}", IdOf(submission), synchronizer, refusal.Why);
        }
        catch (RpcException e) when (request.Submissions.Count == 1 && SequencerFailure.IsTooLarge(e))
        {
            log.Warning("Message {0} has {1} bytes, more than {2} takes, and will not be sequenced.", IdOf(request.Submissions[0]), request.CalculateSize(), synchronizer);
        }
        catch (RpcException e)
        {
            throw session.Failed(e, cancellation) is StaleTermException stale ? new SequencerLinkException(stale.Message, stale) : session.Failed(e, cancellation);
        }
    }

    private static Guid IdOf(Submission submission) => new(submission.MessageId.Span, bigEndian: true);

    /// <summary>As few as there can be, without any that is larger than a server takes because of how many messages it has.</summary>
    private IEnumerable<SubmitRequest> RequestsOf(ImmutableArray<V1.Outgoing> messages)
    {
        var request = NewRequest();
        var bytes = 0;
        foreach (var message in messages)
        {
            var size = message.CalculateSize();
            if (request.Submissions.Count == MessagesMax || (bytes + size > BytesMax && request.Submissions.Count > 0))
            {
                yield return request;
                (request, bytes) = (NewRequest(), 0);
            }

            request.Submissions.Add(SubmissionOf(message));
            bytes += size;
        }

        if (request.Submissions.Count > 0)
            yield return request;
    }

    private SubmitRequest NewRequest() => new() { Member = membership.Member, Term = membership.Term };

    private static Submission SubmissionOf(V1.Outgoing message) => new()
    {
        MessageId = message.MessageId,
        LatestSequencingTime = message.LatestSequencingTime,
        Envelopes = { message.Envelopes.Select(envelope => new Envelope { ToAll = envelope.ToAll, Recipients = { envelope.Recipients }, Payload = envelope.Payload }) },
    };
}
