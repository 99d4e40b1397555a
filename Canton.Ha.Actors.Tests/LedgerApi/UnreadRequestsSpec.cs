using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

/// <summary>Requests that are not what they should be.</summary>
public sealed class UnreadRequestsSpec
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private static readonly Marshaller<byte[]> s_bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    [Fact]
    public async Task Who_sends_what_cannot_be_read_is_told_what_was_expected()
    {
        await using var bench = await LedgerApiBench.StartAsync(new FakeLedger(keptMax: 1));
        var calls = bench.Channel.CreateCallInvoker();
        var options = new CallOptions([new Metadata.Entry("traceparent", $"00-{Trace}-b7ad6b7169203331-01")]);

        var unary = await GrpcFailure.OfAsync(async () => await calls.AsyncUnaryCall(MethodOf(MethodType.Unary, CommandService.Descriptor.FullName, "SubmitAndWait"), null, options, [0x0a, 0x7f, 0x01]));
        using var stream = calls.AsyncServerStreamingCall(MethodOf(MethodType.ServerStreaming, UpdateService.Descriptor.FullName, "GetUpdates"), null, options, [0xff]);
        var streaming = await GrpcFailure.OfAsync(() => stream.ResponseStream.MoveNext(default));

        (unary.Code, unary.ErrorId).Should().Be((StatusCode.InvalidArgument, "PROTO_DESERIALIZATION_FAILURE"));
        unary.Message.Should().Be(
            $"PROTO_DESERIALIZATION_FAILURE(8,{Trace[..8]}): The request cannot be read as a com.daml.ledger.api.v2.SubmitAndWaitRequest: its bytes must be such a message, with messages within messages at most 100 levels deep.");
        unary.Info.Metadata["tid"].Should().Be(Trace);
        streaming.Code.Should().Be(StatusCode.InvalidArgument);
        streaming.Message.Should().Contain("com.daml.ledger.api.v2.GetUpdatesRequest");
    }

    [Fact]
    public async Task Who_nests_too_deep_is_told_how_deep_it_may_be()
    {
        await using var bench = await LedgerApiBench.StartAsync(new FakeLedger(keptMax: 1));
        var value = Wire.Nothing;
        for (var level = 0; level < 60; level++)
            value = new Value { Optional = new Optional { Value = value } };
        var request = new SubmitAndWaitRequest { Commands = Wire.Commands("c1", "alice", Wire.Create(Wire.Note, Wire.Record(("value", value)))) };

        var failure = await GrpcFailure.OfAsync(async () => await new CommandService.CommandServiceClient(bench.Channel).SubmitAndWaitAsync(request));

        (failure.Code, failure.ErrorId).Should().Be((StatusCode.InvalidArgument, "PROTO_DESERIALIZATION_FAILURE"));
    }

    private static Method<byte[], byte[]> MethodOf(MethodType type, string service, string name) => new(type, service, name, s_bytes, s_bytes);
}
