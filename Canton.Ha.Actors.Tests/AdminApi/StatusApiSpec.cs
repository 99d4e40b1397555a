using System.IO.Compression;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Locking;
using Canton.Ha.Actors.Tests.Support;
using Com.Digitalasset.Canton.Admin.Health.V30;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.AdminApi;

public sealed class StatusApiSpec
{
    private static readonly TermRecord Term = new(3, "participant1", "failover", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(1), null, null);

    [Theory]
    [InlineData("TRACE", LogThreshold.Debug)]
    [InlineData("DEBUG", LogThreshold.Debug)]
    [InlineData("info", LogThreshold.Info)]
    [InlineData("Warn", LogThreshold.Warning)]
    [InlineData("ERROR", LogThreshold.Error)]
    [InlineData("OFF", LogThreshold.Off)]
    public async Task A_level_of_the_reference_is_set(string level, LogThreshold threshold)
    {
        await using var bench = await AdminBench.StartAsync();

        await Client(bench).SetLogLevelAsync(new SetLogLevelRequest { Level = level });

        bench.Levels.Should().Equal(threshold);
    }

    [Theory]
    [InlineData("")]
    [InlineData("VERBOSE")]
    public async Task Any_other_level_is_refused_with_the_names_of_those_there_are(string level)
    {
        await using var bench = await AdminBench.StartAsync();

        var failure = await GrpcFailure.OfAsync(async () => await Client(bench).SetLogLevelAsync(new SetLogLevelRequest { Level = level }));

        failure.Code.Should().Be(StatusCode.InvalidArgument);
        failure.Message.Should().EndWith($"The field level must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF, but is \"{level}\".");
        failure.Info.Metadata["field_name"].Should().Be("level");
        bench.Levels.Should().BeEmpty();
    }

    [Fact]
    public async Task A_dump_says_everything_but_secrets()
    {
        await using var bench = await AdminBench.StartAsync();
        bench.History.Terms = [Term];
        for (var i = 0; i < 20; i++)
            bench.Say(new ReplicaEvent.LockLost("participant1", i, TimeSpan.FromSeconds(i), $"loss {i}"));

        var files = await DumpAsync(bench, chunkSize: null);

        files.Keys.Should().Equal("README.txt", "configuration.conf", "status.json", "roster.json", "policy.json", "terms.json", "events.json", "runtime.txt");
        files.Keys.Skip(1).Should().OnlyContain(name => files["README.txt"].Contains(name), "the README says what is in it");
        files["configuration.conf"].Should().Contain("password = \"****\"").And.Contain("databaseName = ledger").And.Contain("connection-string = \"****\"");
        files["status.json"].Should().Contain("\"commonStatus\"");
        files["roster.json"].Should().Contain("\"role\": \"ROLE_ACTIVE\"").And.Contain("127.0.0.1:5012");
        files["terms.json"].Should().Contain("\"cause\": \"failover\"");
        files["events.json"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(8, "that many are kept").And.OnlyContain(line => line.Contains("\"lockLost\""))
            .And.Subject.Last().Should().Contain("loss 19");
        files["runtime.txt"].Should().Contain("garbage collection:").And.Contain("threads:").And.Contain(".NET");
        files.Values.Should().NotContain(text => text.Contains("s3cret-and-marked"));
    }

    [Fact]
    public async Task A_dump_is_there_also_when_the_storage_is_not()
    {
        await using var bench = await AdminBench.StartAsync(ReplicaRole.Passive);
        foreach (var failure in new Exception[] { new IOException("gone"), new InvalidDataException("replaced"), new StorageRefusedException("too new") })
        {
            bench.History.Failure = failure;
            (await DumpAsync(bench, chunkSize: null))["terms.json"].Should().Be($"The term table cannot be read: {failure.Message}\n");
        }
    }

    [Fact]
    public async Task A_dump_comes_in_pieces_of_the_size_that_was_asked_for()
    {
        await using var bench = await AdminBench.StartAsync();
        using var call = Client(bench).HealthDump(new HealthDumpRequest { ChunkSize = 100 });

        var sizes = new List<int>();
        while (await call.ResponseStream.MoveNext(default))
            sizes.Add(call.ResponseStream.Current.Chunk.Length);

        sizes.SkipLast(1).Should().HaveCountGreaterThan(10).And.AllBeEquivalentTo(100);
        sizes[^1].Should().BeInRange(1, 100);
        (await DumpAsync(bench, chunkSize: 7)).Should().HaveCount(8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4_000_001)]
    public async Task A_piece_that_is_none_or_too_large_is_refused(uint size)
    {
        await using var bench = await AdminBench.StartAsync();

        var failure = await GrpcFailure.OfAsync(() => DumpAsync(bench, size));

        failure.Code.Should().Be(StatusCode.InvalidArgument);
        failure.Message.Should().EndWith($"The field chunk_size must be from 1 to 4000000 bytes, but is {size}.");
    }

    private static StatusService.StatusServiceClient Client(AdminBench bench) => new(bench.Channel);

    private static async Task<Dictionary<string, string>> DumpAsync(AdminBench bench, uint? chunkSize)
    {
        var request = new HealthDumpRequest();
        if (chunkSize is { } size)
            request.ChunkSize = size;
        using var call = Client(bench).HealthDump(request);
        using var bytes = new MemoryStream();
        while (await call.ResponseStream.MoveNext(default))
            call.ResponseStream.Current.Chunk.WriteTo(bytes);

        using var archive = new ZipArchive(bytes);
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }
}
