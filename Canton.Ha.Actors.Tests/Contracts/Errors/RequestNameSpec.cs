using Canton.Ha.Actors.Contracts.Errors;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Contracts.Errors;

public class RequestNameSpec
{
    [Fact]
    public void The_trace_id_is_that_of_the_client() =>
        RequestName.TraceIdFrom("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").Should().Be("4bf92f3577b34da6a3ce929d0e0e4736");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-xyz-00f067aa0ba902b7-01")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    public void Without_a_usable_one_there_is_a_new_one(string? traceparent)
    {
        var first = RequestName.TraceIdFrom(traceparent);

        first.Should().MatchRegex("^[0-9a-f]{32}$").And.NotBe(new string('0', 32)).And.NotBe(RequestName.TraceIdFrom(traceparent));
    }
}
