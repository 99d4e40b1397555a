using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Tests.Support;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Canton.Ha.Actors.Tests.AdminApi;

/// <summary>Whatever is sent to it, the server goes on serving. The same tries are made again with the seed that is printed, in FUZZ_SEED.</summary>
public sealed class FuzzSpec(ITestOutputHelper output)
{
    private const int Tries = 10_000;
    private const int AtATime = 16;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly string[] Paths =
    [
        "/canton.ha.admin.v1.ReplicationService/Roster", "/canton.ha.admin.v1.ReplicationService/History", "/canton.ha.admin.v1.ReplicationService/Watch",
        "/canton.ha.admin.v1.ReplicationService/SetPassive", "/canton.ha.admin.v1.ReplicationService/Pause", "/canton.ha.admin.v1.ReplicationService/Preferred",
        "/com.digitalasset.canton.admin.health.v30.StatusService/SetLogLevel", "/com.digitalasset.canton.admin.health.v30.StatusService/HealthDump",
        "/com.digitalasset.canton.admin.participant.v30.ParticipantReplicationService/SetPassive",
        "/com.digitalasset.canton.admin.participant.v30.ParticipantStatusService/ParticipantStatus",
        "/com.digitalasset.canton.connection.v30.ApiInfoService/GetApiInfo", "/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch",
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    ];

    [Fact]
    public async Task Ten_thousand_mangled_requests_leave_the_server_serving()
    {
        var seed = RunOption.Number("FUZZ_SEED", Random.Shared.Next(1_000_000_000));
        output.WriteLine($"FUZZ_SEED={seed}");
        await using var bench = await AdminBench.StartAsync();
        bench.Answer = _ => new ReplicationProtocol.Refused(RefusalReason.NoOtherReplica, "nobody.");
        using var mangled = new MangledRequests(bench.Port, Paths);
        using var limit = new CancellationTokenSource(Limit);
        var client = new ParticipantStatusService.ParticipantStatusServiceClient(bench.Channel);

        await Parallel.ForAsync(0, Tries, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = limit.Token }, async (i, cancellation) =>
        {
            await mangled.SendAsync(seed + i, cancellation);
            if (i % 100 == 0)
                (await client.ParticipantStatusAsync(new ParticipantStatusRequest(), cancellationToken: cancellation)).Status.Active.Should().BeTrue("it serves after try {0}", i);
        });

        (await client.ParticipantStatusAsync(new ParticipantStatusRequest())).Status.Active.Should().BeTrue();
        await Eventually.BecomesTrueAsync("nobody is left who watches", async () => await bench.CanWatchAsync(), TimeSpan.FromSeconds(30));
    }
}
