using Akka.Actor;

namespace Akka.Persistence.Sql.Tests.Support;

/// <summary>Keeps things, in the journal of its choice.</summary>
internal sealed class Shelf : ReceivePersistentActor
{
    private readonly List<string> _things = [];
    private IActorRef _asking = ActorRefs.Nobody;

    public Shelf(string id, string journal)
    {
        PersistenceId = id;
        JournalPluginId = journal;
        Recover<Placed>(placed => _things.Add(placed.Thing));
        Recover<SnapshotOffer>(offer => _things.AddRange(((Inventory)offer.Snapshot).Things));
        Command<Place>(place => PersistAll(place.Things.Select(thing => new Placed(thing)), Take));
        Command<string>(command => command == "list", _ => Sender.Tell(string.Join(",", _things)));
        Command<string>(command => command == "save", _ => Answering(() => SaveSnapshot(new Inventory([.. _things]))));
        Command<long>(to => Answering(() => DeleteMessages(to)));
        CommandAny(answer => _asking.Tell(answer));
    }

    public override string PersistenceId { get; }

    public static Props Props(string id, string journal = "") => Akka.Actor.Props.Create(() => new Shelf(id, journal));

    private void Take(Placed placed)
    {
        _things.Add(placed.Thing);
        Sender.Tell($"{placed.Thing} at {LastSequenceNr}");
    }

    private void Answering(Action start)
    {
        _asking = Sender;
        start();
    }

    internal sealed record Place(params string[] Things);
}
