using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Tests.Support;

/// <summary>A system with journal and snapshots in memory.</summary>
public abstract class PersistenceKit : TestKit.Xunit2.TestKit
{
    private const string InMemory = """
        akka.persistence {
          journal.plugin = "akka.persistence.journal.inmem"
          snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
          publish-plugin-commands = on
        }
        """;

    protected PersistenceKit(string configuration = "")
        : base(ConfigurationFactory.ParseString(configuration).WithFallback(ConfigurationFactory.ParseString(InMemory)))
    {
    }

    /// <summary>Starts an actor that has recovered by the time this returns, and whose reports about that have been received.</summary>
    internal async Task<IActorRef> StartAsync(string id, params string[] recovered)
    {
        var actor = Sys.ActorOf(Diary.Props(id, TestActor));
        await ExpectMsgAsync("recovered " + string.Join(",", recovered));
        return actor;
    }

    internal async Task StopAsync(IActorRef actor)
    {
        await WatchAsync(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
    }
}
