using System.ComponentModel;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.Demo;

public class DemoRunSpec
{
    [Fact]
    public async Task Whatever_ends_it_is_one_sentence_and_an_exit_code()
    {
        (await EndedByAsync(new DemoFailedException("There is no server."))).Should().Be((1, "There is no server."));
        (await EndedByAsync(new RpcException(new Status(StatusCode.Internal, "no more")))).Should().Be((1, "The demo cannot go on: no more"));
        (await EndedByAsync(new Win32Exception(2, "no such program"))).Should().Be((1, "The demo cannot go on: no such program"));
        (await EndedByAsync(new IOException("no space left"))).Should().Be((1, "The demo cannot go on: no space left"));
    }

    private static async Task<(int Code, string Sentence)> EndedByAsync(Exception failure)
    {
        var errors = new StringWriter();
        var code = await DemoRun.RunAsync(new NoPlace(failure), rounds: 1, new PlainDemoView(TextWriter.Null, errors), CancellationToken.None);
        return (code, errors.ToString().TrimEnd());
    }

    /// <summary>Where nothing can be kept.</summary>
    private sealed class NoPlace(Exception failure) : IDemoPlace
    {
        public string Announcement => "";

        public bool IsFreedFromFrozen => false;

        public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>();

        public Task CreateAsync(CancellationToken cancellation) => Task.FromException(failure);

        public string StorageOf(string node, string folder) => "";

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
