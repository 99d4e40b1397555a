using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Tests.Support;

/// <summary>A journal in memory that does with some events as they say.</summary>
public sealed class MoodyJournal : MemoryJournal
{
    public const string Configuration = """
        akka.persistence.journal {
          plugin = "akka.persistence.journal.moody"
          moody {
            class = "Akka.Persistence.Tests.Support.MoodyJournal, Akka.Persistence.Tests"
            plugin-dispatcher = "akka.actor.default-dispatcher"
            recovery-event-timeout = 300ms
          }
        }
        """;

    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback) => persistenceId switch
        {
            "unreadable" => Task.FromException(new InvalidOperationException("page torn out")),
            "endless" => new TaskCompletionSource().Task,
            _ => base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback),
        };

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var results = ImmutableList.CreateBuilder<Exception>();
        foreach (var write in messages)
        {
            var texts = ((IEnumerable<IPersistentRepresentation>)write.Payload).Select(p => (string)p.Payload).ToList();
            if (texts.Contains("torn"))
                throw new InvalidOperationException("pen broke");
            if (texts.Contains("slow"))
                await Task.Yield();
            if (texts.Contains("rude"))
            {
                results.Add(new ArgumentException("mind your words"));
                continue;
            }

            await base.WriteMessagesAsync([write]);
            results.Add(null!);
        }

        return results.ToImmutable();
    }
}
