using System.Reflection;
using FluentAssertions;
using Grpc.Core.Api.Tests.Support;
using Grpc.Core.Utils;
using Xunit;

namespace Grpc.Core.Api.Tests;

public sealed class ServiceSpec
{
    private static readonly Method<string, string> Call = new(MethodType.Unary, "test.Echo", "Call", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    [Fact]
    public void A_service_has_every_method_once()
    {
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(Call, (request, _) => Task.FromResult(request));

        builder.Build().Should().BeOfType<ServerServiceDefinition>();
        builder.Invoking(b => b.AddMethod(Call, (string _, IServerStreamWriter<string> _, ServerCallContext _) => Task.CompletedTask)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_generated_service_tells_how_it_is_bound()
    {
        var bound = typeof(Derived).GetCustomAttribute<BindServiceMethodAttribute>();

        bound!.BindType.Should().Be<ServiceSpec>();
        bound.BindMethodName.Should().Be("Bind");
    }

    [Fact]
    public void A_binder_that_overrides_nothing_binds_nothing() =>
        new ServiceBinderBase().Invoking(binder => binder.AddMethod(Call, (UnaryServerMethod<string, string>?)null)).Should().Throw<Exception>().Which.HResult.Should().Be(NotOverridden.HResult);

    [Fact]
    public async Task A_writer_without_cancellation_refuses_a_token_that_can_be_cancelled()
    {
        var writer = new Writer();
        using var token = new CancellationTokenSource();

        await ((IAsyncStreamWriter<string>)writer).WriteAsync("one", CancellationToken.None);
        await writer.Awaiting(w => ((IAsyncStreamWriter<string>)w).WriteAsync("two", token.Token)).Should().ThrowAsync<NotSupportedException>()
            .WithMessage("Cancellation of stream writes is not supported by this gRPC implementation.");

        writer.Written.Should().Equal("one");
    }

    [Fact]
    public async Task A_reader_is_read_with_foreach()
    {
        var read = new List<string>();

        await foreach (var message in new Reader(["a", "b"]).ReadAllAsync())
            read.Add(message);

        read.Should().Equal("a", "b");
        (await new Reader([]).MoveNext()).Should().BeFalse();
        FluentActions.Invoking(() => ((IAsyncStreamReader<string>)null!).ReadAllAsync()).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void What_is_wrong_is_thrown()
    {
        FluentActions.Invoking(() => GrpcPreconditions.CheckArgument(false, "why")).Should().Throw<ArgumentException>().WithMessage("why");
        FluentActions.Invoking(() => GrpcPreconditions.CheckState(false, "why")).Should().Throw<InvalidOperationException>().WithMessage("why");
        FluentActions.Invoking(() => GrpcPreconditions.CheckNotNull<object>(null!, "what")).Should().Throw<ArgumentNullException>().WithParameterName("what");
        GrpcPreconditions.CheckNotNull("text", "what").Should().Be("text");
    }

    [Fact]
    public void The_version_is_that_of_the_assembly()
    {
        var assembly = typeof(Metadata).Assembly;

        assembly.GetName().Version!.ToString().Should().Be(VersionInfo.CurrentAssemblyVersion);
        assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version.Should().Be(VersionInfo.CurrentAssemblyFileVersion);
        VersionInfo.CurrentVersion.Should().Be("2.71.0");
    }

    [BindServiceMethod(typeof(ServiceSpec), "Bind")]
    private abstract class Generated;

    private sealed class Derived : Generated;

    private sealed class Writer : IServerStreamWriter<string>
    {
        public List<string> Written { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message)
        {
            Written.Add(message);
            return Task.CompletedTask;
        }
    }

    private sealed class Reader(IEnumerable<string> messages) : IAsyncStreamReader<string>
    {
        private readonly IEnumerator<string> _messages = messages.GetEnumerator();

        public string Current => _messages.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(_messages.MoveNext());
    }
}
