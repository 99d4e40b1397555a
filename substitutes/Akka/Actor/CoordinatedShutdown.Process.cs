using Akka.Configuration;

namespace Akka.Actor;

/// <content>The end of the process.</content>
public sealed partial class CoordinatedShutdown
{
    private readonly List<Func<Task<Done>>> _processExitHooks = [];
    private readonly Lock _hooksGate = new();
    private Task<Done> _hooksRun;
    private volatile bool _isProcessExiting;

    internal Task<Done> ClrShutdownTask => _hooksRun;

    internal void AddClrShutdownHook(Func<Task<Done>> hook)
    {
        lock (_hooksGate)
        {
            if (_hooksRun is null)
                _processExitHooks.Add(hook);
        }
    }

    internal void TerminateSystemInLastPhase(Config config)
    {
        var terminates = System.Settings.CoordinatedShutdownTerminateActorSystem;
        var exits = config.GetBoolean("exit-clr");
        if (terminates || exits)
            AddTask(PhaseActorSystemTerminate, "terminate-system", () => EndSystem(terminates, exits));
    }

    internal void RunAtProcessExit(Config config)
    {
        if (!config.GetBoolean("run-by-clr-shutdown-hook"))
            return;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        _ = System.WhenTerminated.ContinueWith(_ => AppDomain.CurrentDomain.ProcessExit -= OnProcessExit, TaskScheduler.Default);
        AddClrShutdownHook(RunBecauseProcessExits);
    }

    internal Task<Done> RunClrHooks()
    {
        lock (_hooksGate)
            return _hooksRun ??= RunAllHooks();
    }

    private async Task<Done> RunAllHooks()
    {
        foreach (var hook in _processExitHooks)
            await hook().ConfigureAwait(false);
        return Done.Instance;
    }

    private async Task<Done> RunBecauseProcessExits()
    {
        _isProcessExiting = true;
        if (System.WhenTerminated.IsCompleted)
            return Done.Instance;
        Akka.Event.LoggingExtensions.Info(Log, "Starting coordinated shutdown from CLR termination hook.");
        try
        {
            await Run(ClrExitReason.Instance).WaitAsync(TotalTimeout).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Akka.Event.LoggingExtensions.Warning(Log, "CoordinatedShutdown from CLR shutdown failed: {0}", e.Message);
        }

        return Done.Instance;
    }

    private void OnProcessExit(object sender, EventArgs e) => RunClrHooks().Wait(TotalTimeout);

    private async Task<Done> EndSystem(bool terminates, bool exits)
    {
        if (terminates)
        {
            var terminated = System.FinalTerminate();
            await (exits ? Task.WhenAny(terminated, terminated.WaitAsync(Timeout(PhaseActorSystemTerminate))) : terminated).ConfigureAwait(false);
        }

        if (exits && !_isProcessExiting)
            Environment.Exit(0);
        return Done.Instance;
    }
}

/// <summary>Makes the <see cref="CoordinatedShutdown"/> of a system.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    /// <exception cref="ConfigurationException">The configuration has no section for it.</exception>
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        if (config.IsNullOrEmpty())
            throw new ConfigurationException("akka.coordinated-shutdown config cannot be empty");
        var shutdown = new CoordinatedShutdown(system, CoordinatedShutdown.PhasesFromConfig(config));
        shutdown.TerminateSystemInLastPhase(config);
        shutdown.RunAtProcessExit(config);
        return shutdown;
    }
}
