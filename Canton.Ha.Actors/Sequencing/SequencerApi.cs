using System.Diagnostics;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Sequencer.V1;
using Grpc.Core;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What members say to the sequencer of a term, and what it says to them.</summary>
internal sealed class SequencerApi(OpenSequencer sequencer, SequencerName name, SequencingSettings settings, SequencerMeter meter, TimeProvider time) : SequencerService.SequencerServiceBase
{
    public override Task<IdentifyResponse> Identify(IdentifyRequest request, ServerCallContext context) =>
        Task.FromResult(new IdentifyResponse { SynchronizerId = name.Synchronizer, TimeProofPeriod = Micros.Of(settings.TimeProofPeriod) });

    public override async Task<RegisterResponse> Register(RegisterRequest request, ServerCallContext context)
    {
        var answer = await AskAsync<SequencerAnswer.Registered>(SequencerRequests.Read(request), request.CalculateSize(), context);
        return new RegisterResponse { SynchronizerId = name.Synchronizer, RegisteredAt = answer.At };
    }

    public override async Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context)
    {
        var began = Spans.AreWanted ? time.GetUtcNow() : default;
        var answer = await AskAsync<SequencerAnswer.Submitted>(SequencerRequests.Read(request), request.CalculateSize(), context);
        meter.Submitted(answer.Outcomes);
        if (Spans.AreWanted)
            foreach (var (submission, outcome) in request.Submissions.Zip(answer.Outcomes))
                Spans.Note("sequence", ActivityKind.Server, submission.TraceContext, began, ("replica", name.Replica), ("sequenced_at", (outcome as SubmissionOutcome.Sequenced)?.At));
        var response = new SubmitResponse();
        foreach (var outcome in answer.Outcomes)
            response.Results.Add(ResultOf(outcome));
        return response;
    }

    public override async Task<AcknowledgeResponse> Acknowledge(AcknowledgeRequest request, ServerCallContext context)
    {
        _ = await AskAsync<SequencerAnswer.Acknowledged>(SequencerRequests.Read(request), request.CalculateSize(), context);
        return new AcknowledgeResponse();
    }

    public override async Task Subscribe(SubscribeRequest request, IServerStreamWriter<SubscribeResponse> responseStream, ServerCallContext context)
    {
        var wanted = SequencerRequests.Read(request);
        var answer = await AskAsync<SequencerAnswer.Subscribed>(wanted, request.CalculateSize(), context);
        using var subscription = sequencer.Listen(answer.Member, wanted.FromCounter);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, subscription.Ended);
        try
        {
            await PumpAsync(subscription, new PatientWriter<SubscribeResponse>(responseStream, settings.SlowSubscriberTimeout, context), over.Token);
        }
        catch (OperationCanceledException) when (subscription.IsSuperseded)
        {
            throw SequencerErrors.NewerSubscription(wanted.Member);
        }
        catch (TimeoutException)
        {
            throw SequencerErrors.TooSlow(wanted.Member, settings.SlowSubscriberTimeout);
        }
    }

    /// <summary>Whoever has just subscribed hears at once how far time has come, and so knows that it is heard.</summary>
    private async Task PumpAsync(Subscription subscription, PatientWriter<SubscribeResponse> writer, CancellationToken over)
    {
        long? saidAt = null;
        while (true)
        {
            var heard = await subscription.NextAsync(over);
            if (heard.Events.Count == 0 && saidAt is { } last && time.GetElapsedTime(last) < settings.TimeProofPeriod)
                continue;

            await writer.WriteAsync(ResponseOf(heard), over);
            saidAt = time.GetTimestamp();
        }
    }

    private static SubscribeResponse ResponseOf(Heard heard)
    {
        var response = new SubscribeResponse { Events = { heard.Events } };
        if (heard.Events.Count == 0)
            response.TimeProof = new TimeProof { Time = heard.UpTo };
        return response;
    }

    private async Task<T> AskAsync<T>(MemberRequest request, int bytes, ServerCallContext context)
        where T : SequencerAnswer =>
        await sequencer.AskAsync(request, bytes).WaitAsync(context.CancellationToken) switch
        {
            T answer => answer,
            SequencerAnswer.Refused refused => throw SequencerErrors.Refused(refused, request),
            var other => throw new InvalidOperationException($"{other} is no answer to {request.GetType().Name}."),
        };

    private static SubmissionResult ResultOf(SubmissionOutcome outcome) => outcome switch
    {
        SubmissionOutcome.Sequenced sequenced => new SubmissionResult { SequencedAt = sequenced.At },
        SubmissionOutcome.Refused refused => new SubmissionResult { Refusal = new SubmissionRefusal { Reason = refused.Reason, Why = refused.Why } },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome."),
    };
}
