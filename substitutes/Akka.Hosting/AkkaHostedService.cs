using System.Runtime.ExceptionServices;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Starts the actor system with the application, stops it with the application, and stops the application when the actor system ends by itself.</summary>
public class AkkaHostedService : IHostedService
{
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(3);

    /// <summary>The actor system; null before the start.</summary>
    protected ActorSystem? ActorSystem;

    /// <summary>The orderly shutdown of the actor system; null before the start.</summary>
    protected CoordinatedShutdown? CoordinatedShutdown;

    /// <summary>The services of the application.</summary>
    protected readonly IServiceProvider ServiceProvider;

    /// <summary>What the actor system is made of.</summary>
    protected readonly AkkaConfigurationBuilder ConfigurationBuilder;

    /// <summary>The life of the application, if it has a host.</summary>
    protected readonly IHostApplicationLifetime? HostApplicationLifetime;

    /// <summary>The log of this service.</summary>
    protected readonly ILogger<AkkaHostedService> Logger;

    /// <summary>A service for the actor system that the builder describes.</summary>
    public AkkaHostedService(
        AkkaConfigurationBuilder configurationBuilder,
        IServiceProvider serviceProvider,
        ILogger<AkkaHostedService> logger,
        IHostApplicationLifetime? applicationLifetime)
    {
        ConfigurationBuilder = configurationBuilder;
        ServiceProvider = serviceProvider;
        Logger = logger;
        HostApplicationLifetime = applicationLifetime;
    }

    /// <inheritdoc />
    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ActorSystem = ServiceProvider.GetRequiredService<ActorSystem>();
            CoordinatedShutdown = CoordinatedShutdown.Get(ActorSystem);
            await ConfigurationBuilder.StartAsync(ActorSystem);
            _ = EndWithAsync(ActorSystem, CoordinatedShutdown);
        }
        catch (Exception e)
        {
            Logger.LogCritical(e, "Unable to start AkkaHostedService - shutting down application");
            Console.WriteLine($"Unable to start AkkaHostedService - shutting down application.\nCause: {e}");
            var failure = ExceptionDispatchInfo.Capture(e);
            using var limit = new CancellationTokenSource(CleanUpLimit);
            await StopAsync(limit.Token);
            failure.Throw();
        }
    }

    /// <inheritdoc />
    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        if (CoordinatedShutdown is not null)
            await CoordinatedShutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
    }

    /// <summary>An end that the cluster has ordered shows in the exit code.</summary>
    private async Task EndWithAsync(ActorSystem system, CoordinatedShutdown shutdown)
    {
        await system.WhenTerminated.ConfigureAwait(false);
        if (shutdown.ShutdownReason is CoordinatedShutdown.ClusterDowningReason or CoordinatedShutdown.ClusterLeavingReason)
            Environment.ExitCode = -1;
        HostApplicationLifetime?.StopApplication();
    }
}
