using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.Sequencing;

public sealed class SequencerCallErrorsSpec
{
    private readonly NotedLog _log = new();

    [Fact]
    public async Task What_a_member_is_not_told_is_in_the_log_under_the_name_that_it_is_told()
    {
        var failure = await FailAsync(new InvalidOperationException("Event 7 is missing."));

        failure.Code.Should().Be(StatusCode.Internal);
        failure.Message.Should().NotContain("Event 7");
        var name = failure.Details[0].Unpack<Google.Rpc.RequestInfo>().RequestId;
        _log.Lines.Should().Equal($"ErrorLevel: /service/Method failed, request {name}: Event 7 is missing.");
    }

    [Fact]
    public async Task What_a_member_is_told_is_not_in_the_log()
    {
        (await FailAsync(new SequencerOverloadedException())).ErrorId.Should().Be("SEQUENCER_OVERLOADED");

        _log.Lines.Should().BeEmpty();
    }

    private Task<GrpcFailure> FailAsync(Exception cause) => GrpcFailure.OfAsync(() =>
        new SequencerCallErrors(new SequencerName("sync1", "sync"), _log).UnaryServerHandler<object, object>(new object(), new FakeCall(DateTime.MaxValue), (_, _) => throw cause));
}
