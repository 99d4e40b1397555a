using Akka.Hosting;
using Akka.Persistence.Sql.Config;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Health.Metrics;
using Canton.Ha.Actors.Synchronizers.Journal;

namespace Canton.Ha.Actors.Node;

/// <summary>Starts the replicas of one process and everything around them, and ends them in good order. The only place where all parts meet.</summary>
internal static class CantonNode
{
    /// <summary>Runs until the process is asked to stop, or until no replica may go on. Returns the exit code: 0, or 2 when the storage refused every replica.</summary>
    /// <exception cref="ConfigurationRefusedException">Nothing was started.</exception>
    public static async Task<int> RunAsync(CantonSettings settings, NodeOptions options, CancellationToken cancellation)
    {
        var configuration = EffectiveConfiguration.Render(settings);
        Replica[] replicas = [.. settings.Nodes.Select(node => new Replica(node, options, configuration))];
        using var sent = new OtlpExport(settings.Telemetry, replicas.Select(replica => replica.Settings.Name));
        await using var health = new HealthServers(settings, replicas);
        await health.StartAsync(cancellation);
        await using var admin = new AdminServers(replicas);
        await admin.StartAsync(cancellation);
        var refused = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = GoodEnd.Limit(settings) * 2);
        builder.Services.AddAkka("canton", (akka, services) => akka
            .AddHocon(AkkaConfiguration.From(settings), HoconAddMode.Prepend)
            .AddSetup(Journals(replicas))
            .WithActors((system, registry) =>
            {
                var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
                var actors = NodeActors.Start(system, replicas, options, lifetime);
                actors.Log(admin.Listening(system.Scheduler.MonotonicClock));
                _ = StopWhenAllEndedAsync(actors, lifetime, refused);
            }));
        using var host = builder.Build();
        await host.RunAsync(cancellation);
        return refused.Task.IsCompletedSuccessfully ? await refused.Task : 0;
    }

    /// <summary>Where the actor system of these replicas finds their journals.</summary>
    internal static MultiDataOptionsSetup Journals(IEnumerable<Replica> replicas)
    {
        var setup = new MultiDataOptionsSetup();
        foreach (var replica in replicas)
            JournalPlugins.AddTo(setup, replica.Settings, replica.Access, replica.Reads);
        return setup;
    }

    private static async Task StopWhenAllEndedAsync(NodeActors actors, IHostApplicationLifetime lifetime, TaskCompletionSource<int> refused)
    {
        await actors.Ended;
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return;

        refused.SetResult(2);
        lifetime.StopApplication();
    }
}
