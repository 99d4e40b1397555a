using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.Contracts.Security;

public class CallAuthorizationSpec
{
    private readonly FakeCall _call = new(DateTime.MaxValue);

    [Fact]
    public async Task A_stream_of_both_sides_ends_when_its_right_is_lost()
    {
        var guard = new Guard(new Lost());

        (await FluentActions.Awaiting(() => guard.DuplexStreamingServerHandler<string, string>(null!, null!, _call, (_, _, context) => new TaskCompletionSource().Task.WaitAsync(CallLife.Of(context)))).Should().ThrowAsync<CantonErrorException>())
            .Which.Error.Code.Should().Be(SecurityErrors.TokenExpiredCode);
    }

    [Fact]
    public async Task A_stream_of_the_client_alone_is_let_in_for_nobody() =>
        (await FluentActions.Awaiting(() => new Guard(permit: null).ClientStreamingServerHandler<string, string>(null!, _call, (_, _) => Task.FromResult("let in"))).Should().ThrowAsync<CantonErrorException>())
            .Which.Error.Code.Should().Be(SecurityErrors.PermissionDeniedCode);

    /// <summary>Lets everybody in whom it gets to see.</summary>
    private sealed class Guard(ICallPermit? permit) : CallAuthorization
    {
        protected override ValueTask<ICallPermit?> PermitAsync(object request, ServerCallContext context) => ValueTask.FromResult(permit);
    }

    /// <summary>It was lost before the call began.</summary>
    private sealed class Lost : ICallPermit
    {
        public Task<CantonErrorException> LostAsync(CancellationToken over) => Task.FromResult(SecurityErrors.TokenExpired());
    }
}
