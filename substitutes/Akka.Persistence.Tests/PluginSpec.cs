using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Tests;

public class PluginSpec : PersistenceKit
{
    public PluginSpec() : base("""
        akka.persistence.journal {
          other.class = "Akka.Persistence.Journal.MemoryJournal, Akka.Persistence"
          adapted {
            class = "Akka.Persistence.Journal.MemoryJournal, Akka.Persistence"
            event-adapters {
              loud = "Akka.Persistence.Tests.PluginSpec+Loud, Akka.Persistence.Tests"
              twice = "Akka.Persistence.Tests.PluginSpec+Twice, Akka.Persistence.Tests"
            }
            event-adapter-bindings {
              "System.String" = [loud, twice]
            }
          }
          classless { plugin-dispatcher = "akka.actor.default-dispatcher" }
        }
        """)
    {
    }

    private PersistenceExtension Extension => Persistence.Instance.Apply(Sys);

    [Fact]
    public void The_default_journal_is_the_configured_one()
    {
        Extension.JournalFor(null).Should().Be(Extension.JournalFor("akka.persistence.journal.inmem"));
        Extension.JournalFor("").Should().NotBe(Extension.JournalFor("akka.persistence.journal.other"));
    }

    [Fact]
    public void A_plugin_is_an_actor_of_the_system_named_by_its_path() =>
        Extension.JournalFor("akka.persistence.journal.other").Path.ToStringWithoutAddress().Should().Be("/system/akka.persistence.journal.other");

    [Fact]
    public void A_plugin_that_is_not_configured_is_an_error_that_names_its_path() =>
        FluentActions.Invoking(() => Extension.JournalFor("akka.persistence.journal.none"))
            .Should().Throw<ArgumentException>().WithMessage("*akka.persistence.journal.none*");

    [Fact]
    public void A_plugin_without_a_class_is_an_error_that_names_the_key() =>
        FluentActions.Invoking(() => Extension.JournalFor("akka.persistence.journal.classless"))
            .Should().Throw<ArgumentException>().WithMessage("*akka.persistence.journal.classless.class*");

    [Fact]
    public async Task Event_adapters_stand_between_actor_and_journal()
    {
        var journal = Extension.JournalFor("akka.persistence.journal.adapted");
        journal.Tell(new WriteMessages([new AtomicWrite(new Persistent("hello", 1, "p", writerGuid: "w"))], TestActor, 1));
        await ExpectMsgAsync<WriteMessagesSuccessful>();
        (await ExpectMsgAsync<WriteMessageSuccess>()).Persistent.Payload.Should().Be("hello");

        journal.Tell(new ReplayMessages(1, 1, 1, "p", TestActor));
        (await ExpectMsgAsync<ReplayedMessage>()).Persistent.Payload.Should().Be("HELLO (loud)");
        (await ExpectMsgAsync<ReplayedMessage>()).Persistent.Payload.Should().Be("HELLO again");
        await ExpectMsgAsync(new RecoverySuccess(1));
    }

    [Fact]
    public async Task Events_of_an_older_writer_that_went_on_are_not_replayed()
    {
        var journal = Extension.JournalFor(null);
        journal.Tell(new WriteMessages(
            [One(1, "old"), One(2, "old"), One(3, "old"), One(2, "new"), One(3, "new"), One(4, "old")], TestActor, 1));
        await ReceiveNAsync(7).ToListAsync();

        journal.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, "p", TestActor));
        foreach (var expected in new[] { "1 old", "2 new", "3 new" })
            (await ExpectMsgAsync<ReplayedMessage>()).Persistent.Payload.Should().Be(expected);
        await ExpectMsgAsync<RecoverySuccess>();
    }

    [Fact]
    public void Messages_are_equal_when_their_contents_are()
    {
        new WriteMessageSuccess(new Persistent("x", 1, "p"), 1).Should().Be(new WriteMessageSuccess(new Persistent("x", 1, "p", timestamp: 5), 1));
        new WriteMessageSuccess(new Persistent("x", 1, "p"), 1).Should().NotBe(new WriteMessageSuccess(new Persistent("x", 1, "p"), 2));
        new SnapshotSelectionCriteria(long.MaxValue, DateTime.MaxValue).Should().Be(SnapshotSelectionCriteria.Latest);
    }

    [Fact]
    public void Events_of_one_write_are_of_one_id()
    {
        FluentActions.Invoking(() => new AtomicWrite([new Persistent("x", 1, "p"), new Persistent("y", 2, "q")])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new AtomicWrite([])).Should().Throw<ArgumentException>();
    }

    private static AtomicWrite One(int number, string writer) => new(new Persistent($"{number} {writer}", number, "p", writerGuid: writer));

    private sealed class Loud : IEventAdapter
    {
        public string Manifest(object evt) => "loud";

        public object ToJournal(object evt) => ((string)evt).ToUpperInvariant();

        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single($"{((string)evt).ToUpperInvariant()} (loud)");
    }

    private sealed class Twice : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single($"{((string)evt).ToUpperInvariant()} again");
    }
}
