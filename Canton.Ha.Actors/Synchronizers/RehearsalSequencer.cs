using System.Threading.Channels;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Sequencer.V1;
using Grpc.Core;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>A synchronizer that exists only for one rehearsal, with one member: what is sent comes back at once.</summary>
internal sealed class RehearsalSequencer : SequencerService.SequencerServiceBase
{
    private const int WaitingMax = 16;

    private readonly Channel<SubscribeResponse> _waiting = Channel.CreateBounded<SubscribeResponse>(WaitingMax);
    private long _counter;
    private long _time;

    public override Task<IdentifyResponse> Identify(IdentifyRequest request, ServerCallContext context) =>
        Task.FromResult(new IdentifyResponse { SynchronizerId = RehearsalLedger.Name, TimeProofPeriod = Micros.PerSecond });

    public override async Task<RegisterResponse> Register(RegisterRequest request, ServerCallContext context)
    {
        var registered = Next(request.Member);
        registered.MemberRegistered = new MemberRegistered();
        await _waiting.Writer.WriteAsync(new SubscribeResponse { Events = { registered } }, context.CancellationToken);
        return new RegisterResponse { SynchronizerId = RehearsalLedger.Name, RegisteredAt = registered.SequencedAt };
    }

    public override async Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context)
    {
        var sequenced = new SubscribeResponse();
        foreach (var submission in request.Submissions)
        {
            var message = Next(request.Member);
            message.Message = new Message { MessageId = submission.MessageId, Payloads = { submission.Envelopes.Select(envelope => envelope.Payload) } };
            sequenced.Events.Add(message);
        }

        await _waiting.Writer.WriteAsync(sequenced, context.CancellationToken);
        return new SubmitResponse { Results = { sequenced.Events.Select(message => new SubmissionResult { SequencedAt = message.SequencedAt }) } };
    }

    public override async Task Subscribe(SubscribeRequest request, IServerStreamWriter<SubscribeResponse> responseStream, ServerCallContext context)
    {
        await foreach (var response in _waiting.Reader.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(response);
    }

    public override Task<AcknowledgeResponse> Acknowledge(AcknowledgeRequest request, ServerCallContext context) => Task.FromResult(new AcknowledgeResponse());

    private Event Next(string sender) => new()
    {
        Counter = ++_counter, Sender = sender, SequencedAt = _time = Math.Max(_time + 1, TimeProvider.System.NowMicros()),
    };
}
