using FluentAssertions;
using Xunit;

namespace Grpc.Core.Api.Tests;

public sealed class CallOptionsSpec
{
    [Fact]
    public void Every_option_can_be_changed_in_a_copy()
    {
        var original = new CallOptions();
        var headers = new Metadata();
        var write = new WriteOptions(WriteFlags.BufferHint | WriteFlags.NoCompress);
        var credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        using var token = new CancellationTokenSource();

        var changed = original.WithHeaders(headers).WithDeadline(DateTime.UnixEpoch).WithCancellationToken(token.Token).WithWriteOptions(write).WithCredentials(credentials).WithWaitForReady();

        changed.Headers.Should().BeSameAs(headers);
        changed.Deadline.Should().Be(DateTime.UnixEpoch);
        changed.CancellationToken.Should().Be(token.Token);
        changed.WriteOptions.Should().BeSameAs(write);
        changed.Credentials.Should().BeSameAs(credentials);
        changed.IsWaitForReady.Should().BeTrue();
        changed.WithWaitForReady(false).IsWaitForReady.Should().BeFalse();
        original.Should().Be(default(CallOptions));
        original.PropagationToken.Should().BeNull();
    }

    [Fact]
    public void Defaults_are_those_of_no_wish()
    {
        WriteOptions.Default.Flags.Should().Be(default(WriteFlags));
        ContextPropagationOptions.Default.IsPropagateCancellation.Should().BeTrue();
        ContextPropagationOptions.Default.IsPropagateDeadline.Should().BeTrue();
    }
}
