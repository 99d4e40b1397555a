using FluentAssertions;
using Xunit;

namespace Grpc.Core.Api.Tests;

public sealed class StatusSpec
{
    [Fact]
    public void Codes_are_those_of_the_wire() =>
        Enum.GetValues<StatusCode>().Select(code => $"{(int)code} {code}").Should().Equal(
            "0 OK", "1 Cancelled", "2 Unknown", "3 InvalidArgument", "4 DeadlineExceeded", "5 NotFound", "6 AlreadyExists", "7 PermissionDenied", "8 ResourceExhausted",
            "9 FailedPrecondition", "10 Aborted", "11 OutOfRange", "12 Unimplemented", "13 Internal", "14 Unavailable", "15 DataLoss", "16 Unauthenticated");

    [Fact]
    public void A_status_says_what_it_is()
    {
        var cause = new TimeoutException("too slow");

        new Status(StatusCode.Aborted, "again").ToString().Should().Be("""Status(StatusCode="Aborted", Detail="again")""");
        new Status(StatusCode.Aborted, "again", cause).ToString().Should().Be("""Status(StatusCode="Aborted", Detail="again", DebugException="System.TimeoutException: too slow")""");
        Status.DefaultSuccess.Should().Be(new Status(StatusCode.OK, ""));
        Status.DefaultCancelled.Should().Be(new Status(StatusCode.Cancelled, ""));
    }

    [Fact]
    public void An_exception_carries_status_and_trailers()
    {
        var cause = new TimeoutException("too slow");
        var status = new Status(StatusCode.Aborted, "again", cause);
        var trailers = new Metadata { { "key", "value" } };

        var plain = new RpcException(status);
        var full = new RpcException(status, trailers, "in other words");

        plain.Message.Should().Be(status.ToString());
        plain.Trailers.Should().BeSameAs(Metadata.Empty);
        plain.InnerException.Should().BeSameAs(cause);
        plain.StatusCode.Should().Be(StatusCode.Aborted);
        full.Message.Should().Be("in other words");
        full.Trailers.Should().BeSameAs(trailers);
        full.Status.Should().Be(status);
        new RpcException(status, "in other words").Trailers.Should().BeEmpty();
        FluentActions.Invoking(() => new RpcException(status, (Metadata)null!)).Should().Throw<ArgumentNullException>().WithParameterName("trailers");
    }
}
