using FluentAssertions;
using Grpc.Core;
using Grpc.Peers.Tests.Support;
using Xunit;

namespace Grpc.Peers.Tests;

/// <summary>Clients that are not ours call our server.</summary>
public abstract class PeerAsClientSpec(PeerClientRun run)
{
    /// <summary>grpc-js gives a status that is an error to its user at once, and with it up the messages that it still has.</summary>
    private protected virtual bool DeliversAllBeforeAnError => true;

    [Fact]
    public void A_unary_call_carries_metadata_both_ways_and_binary_metadata_too()
    {
        var call = Expect("unary", StatusCode.OK);

        call.Replies.Should().Equal("hello");
        call.Initial.Should().Contain("echo-initial", "early");
        call.Trailing.Should().Contain("echo-trailing-bin", Convert.ToBase64String(Expectations.Trailing));
    }

    [Fact]
    public void A_stream_of_a_thousand_requests_arrives() => Expect("collect", StatusCode.OK).Replies.Should().Equal("1000:100000");

    [Fact]
    public void A_stream_of_a_thousand_responses_arrives_in_order() =>
        Expect("list", StatusCode.OK).Replies.Should().Equal(Enumerable.Range(0, 1000).Select(number => number.ToString().PadRight(8, '.')));

    [Fact]
    public void A_conversation_of_ten_words_takes_turns() =>
        Expect("talk", StatusCode.OK).Replies.Should().Equal(Enumerable.Range(0, 10).Select(number => number.ToString()));

    [Fact]
    public void An_error_carries_its_message_its_details_and_a_trailer()
    {
        var call = Expect("fail", StatusCode.FailedPrecondition);

        call.Replies.Should().BeEmpty();
        call.Message.Should().Be(Expectations.Failure);
        call.Trailing.Should().Contain("reason", "because").And.Contain("grpc-status-details-bin", Convert.ToBase64String(Expectations.Details));
    }

    [Fact]
    public void An_error_after_messages_leaves_the_messages()
    {
        var call = Expect("fail-after-messages", StatusCode.FailedPrecondition);

        string[] sent = ["0.......", "1.......", "2......."];
        call.Replies.Should().Equal(DeliversAllBeforeAnError ? sent : sent.Take(call.Replies.Count));
        call.Message.Should().Be(Expectations.Failure);
        call.Trailing.Should().Contain("reason", "because");
    }

    [Fact]
    public void A_method_that_nobody_serves_is_UNIMPLEMENTED() => Expect("unknown-method", StatusCode.Unimplemented);

    [Fact]
    public void A_call_past_its_deadline_is_DEADLINE_EXCEEDED_and_a_cancelled_one_CANCELLED_and_the_service_learns_of_both()
    {
        Expect("deadline", StatusCode.DeadlineExceeded);
        Expect("deadline-of-stream", StatusCode.DeadlineExceeded).Replies.Should().HaveCount(1);
        Expect("cancel", StatusCode.Cancelled).Replies.Should().HaveCount(1);
        foreach (var scenario in (string[])["deadline", "deadline-of-stream", "cancel"])
            run.CancellationsOf(scenario).Should().BePositive(scenario);
    }

    [Fact]
    public void Messages_are_compressed_both_ways()
    {
        var call = Expect("gzip", StatusCode.OK);

        call.Replies.Should().Equal("65000");
        call.Trailing.Should().Contain("request-encoding", "gzip").And.Contain("response-encoding", "gzip");
    }

    [Theory]
    [InlineData("large")]
    [InlineData("large-gzip")]
    public void A_message_of_10_MiB_goes_both_ways(string scenario) => Expect(scenario, StatusCode.OK).Replies.Should().Equal("same");

    [Fact]
    public void A_call_over_TLS_finds_HTTP_2_by_ALPN() => Expect("tls", StatusCode.OK).Replies.Should().Equal("secret");

    private Outcome Expect(string scenario, StatusCode code)
    {
        var outcome = run.Of(scenario);
        ((StatusCode)outcome.Code).Should().Be(code, outcome.Message);
        return outcome;
    }
}
