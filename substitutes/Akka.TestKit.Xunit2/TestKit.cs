using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>Base of test classes for xUnit: an actor system of its own for every test, ended with it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    private static readonly TimeSpan LoggerLimit = TimeSpan.FromSeconds(3);

    /// <summary>The output of the test; null if it has none.</summary>
    protected readonly ITestOutputHelper Output;

    private bool _disposed;

    /// <summary>Tests an actor system, or a new one with the defaults.</summary>
    public TestKit(ActorSystem system = null, ITestOutputHelper output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Tests a new actor system with a setup.</summary>
    public TestKit(ActorSystemSetup config, string actorSystemName = null, ITestOutputHelper output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Tests a new actor system with a configuration.</summary>
    public TestKit(Config config, string actorSystemName = null, ITestOutputHelper output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Tests a new actor system with a configuration in HOCON.</summary>
    public TestKit(string config, ITestOutputHelper output = null)
        : this(ConfigurationFactory.ParseString(config), null, output)
    {
    }

    /// <summary>The defaults of the test kit.</summary>
    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>Everything that can be logged is logged.</summary>
    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    /// <summary>How expectations fail.</summary>
    protected static XunitAssertions Assertions { get; } = new();

    /// <summary>Ends the actor system.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called before the actor system is ended.</summary>
    protected virtual void AfterAll()
    {
    }

    /// <summary>Ends the actor system, once.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
        }
    }

    /// <summary>Copies what an actor system logs to the output of the test.</summary>
    protected void InitializeLogger(ActorSystem system) => StartLogger(system, Output);

    /// <summary>Copies what an actor system logs to the output of the test, with a prefix.</summary>
    protected void InitializeLogger(ActorSystem system, string prefix) =>
        StartLogger(system, Output is null || string.IsNullOrEmpty(prefix) ? Output : new PrefixedOutput(Output, prefix));

    private static void StartLogger(ActorSystem system, ITestOutputHelper output)
    {
        if (output is null)
            return;
        var logger = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new TestOutputLogger(output)), "log-test");
        logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), LoggerLimit).ConfigureAwait(false).GetAwaiter().GetResult();
    }

    private sealed class PrefixedOutput(ITestOutputHelper output, string prefix) : ITestOutputHelper
    {
        public void WriteLine(string message) => output.WriteLine(prefix + message);

        public void WriteLine(string format, params object[] args) => output.WriteLine(prefix + format, args);
    }
}
