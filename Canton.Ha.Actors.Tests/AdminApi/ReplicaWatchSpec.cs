using System.Globalization;
using Akka.Actor;
using Canton.Ha.Actors.AdminApi;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Tests.Support;
using Canton.Ha.Admin.V1;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Xunit;

namespace Canton.Ha.Actors.Tests.AdminApi;

public sealed class ReplicaWatchSpec : NodeKit
{
    private static readonly WatchSettings Watching = new(SubscribersMax: 100, Buffer: 50, RecentEvents: 3);

    [Fact]
    public void Begins_with_the_state_and_goes_on_with_every_change()
    {
        var told = new Telling(this, Watching);
        told.Happen(1);
        told.Deliver();
        var subscription = told.Subscribe();
        told.Happen(2);
        told.Deliver();

        Telling.Read(subscription).Should().Equal(1, 2);
    }

    [Fact]
    public void A_change_that_the_state_shows_already_is_not_told_again_when_it_is_heard()
    {
        var told = new Telling(this, Watching);
        told.Happen(1);
        told.Happen(2);
        var subscription = told.Subscribe();
        told.Happen(3);
        told.Deliver();
        told.Deliver();
        told.Deliver();

        Telling.Read(subscription).Should().Equal(2, 3);
    }

    [Fact]
    public void A_change_heard_long_ago_is_not_waited_for_however_few_are_kept()
    {
        var told = new Telling(this, Watching with { RecentEvents = 1 });
        told.HappenAndDeliver(1);
        told.Fail(-1);
        var subscription = told.Subscribe();
        told.HappenAndDeliver(2);

        Telling.Read(subscription).Should().Equal(1, 2);
    }

    [Fact]
    public void What_no_state_shows_is_told_also_to_whoever_knows_the_changes_before_and_after_it()
    {
        var told = new Telling(this, Watching);
        told.Happen(1);
        told.Happen(2);
        var subscription = told.Subscribe();
        told.Fail(-1);
        told.Deliver();
        told.Deliver();
        told.Fail(-2);

        Telling.Read(subscription).Should().Equal(2, -1, -2);
    }

    /// <summary>However writing, publishing, hearing and subscribing come between each other.</summary>
    [Fact]
    public void No_subscriber_misses_a_change_or_hears_it_twice() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), steps =>
    {
        var told = new Telling(this, Watching);
        var subscriptions = new List<Subscription>();
        foreach (var step in steps.Take(40))
            if (step % 3 == 0)
                told.Happen(told.Count + 1);
            else if (step % 3 == 1)
                told.Deliver();
            else
                subscriptions.Add(told.Subscribe());
        for (var i = 0; i < steps.Length; i++)
            told.Deliver();

        return subscriptions.TrueForAll(subscription =>
        {
            var heard = Telling.Read(subscription);
            return heard.SequenceEqual(Enumerable.Range(heard[0], told.Count - heard[0] + 1));
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_happens_to_another_replica_is_nobodys_business()
    {
        var told = new Telling(this, Watching);
        var subscription = told.Subscribe();
        told.Watch.Tell(new ReplicaEvent.LockReachable("participant2", 1, TimeSpan.Zero));

        Telling.Read(subscription).Should().Equal(0);
    }

    [Fact]
    public void A_subscriber_that_does_not_keep_up_is_dropped_and_the_others_are_not()
    {
        var told = new Telling(this, Watching with { Buffer = 3 });
        var slow = told.Subscribe();
        for (var i = 1; i <= 3; i++)
            told.HappenAndDeliver(i);
        var other = told.Subscribe();
        told.HappenAndDeliver(4);

        Telling.Read(other).Should().Equal(3, 4);
        Telling.EndOf(slow).Code.Id.Should().Be("WATCH_SUBSCRIBER_TOO_SLOW");
    }

    [Fact]
    public void There_are_no_more_subscribers_than_there_may_be()
    {
        var told = new Telling(this, Watching with { SubscribersMax = 2 });
        var first = told.Subscribe();
        told.Subscribe();

        told.Watch.Tell(new WatchProtocol.Subscribe(Subscription.ToEveryEvent(1)), TestActor);
        ExpectMsg<WatchProtocol.Full>().SubscribersMax.Should().Be(2);
        told.Watch.Tell(new WatchProtocol.Subscribe(Subscription.ToChanges()), TestActor);
        ExpectMsg<WatchProtocol.Subscribed>();
        told.Watch.Tell(new WatchProtocol.Unsubscribe(first));
        told.Subscribe();
    }

    [Fact]
    public void When_it_stops_what_waits_can_still_be_read()
    {
        var told = new Telling(this, Watching);
        var subscription = told.Subscribe();
        told.HappenAndDeliver(1);
        Sys.Stop(told.Watch);
        ExpectTerminated(told.Watch);

        Telling.ReadUntilEnd(subscription).Should().Equal(0, 1);
        Telling.EndOf(subscription).Code.Id.Should().Be("ABORTED_DUE_TO_SHUTDOWN");
    }

    [Fact]
    public void The_newest_changes_are_kept()
    {
        var told = new Telling(this, Watching);
        for (var i = 1; i <= 5; i++)
            told.HappenAndDeliver(i);

        told.Watch.Tell(WatchProtocol.GetRecent.Instance, TestActor);

        ExpectMsg<WatchProtocol.Recent>().Events.Select(seen => seen.Fact.Term).Should().Equal(3, 4, 5);
    }

    /// <summary>A replica to which things happen, numbered, and its watch, which hears of them when the test says so.</summary>
    private sealed class Telling
    {
        private readonly Board _board = Board.Of("participant1", ReplicaRole.Active);
        private readonly Queue<ReplicaEvent> _unheard = new();
        private readonly ReplicaWatchSpec _kit;
        private readonly int _buffer;

        public Telling(ReplicaWatchSpec kit, WatchSettings settings)
        {
            _kit = kit;
            _buffer = settings.Buffer;
            _board.Status.Write(_board.Status.Current with { Why = "0" });
            Watch = kit.Spawn(ReplicaWatch.Props(_board.Status, settings, kit.Time).WithDispatcher(Inline));
            kit.Watch(Watch);
        }

        public IActorRef Watch { get; }

        public int Count { get; private set; }

        /// <summary>The board shows it, and the fact is on its way.</summary>
        public void Happen(int number)
        {
            Count = number;
            var why = number.ToString(CultureInfo.InvariantCulture);
            var fact = new ReplicaEvent.RoleChanged("participant1", number, TimeSpan.Zero, ReplicaRole.Active, why);
            _board.Status.Write(_board.Status.Current with { Why = why, Latest = fact });
            _unheard.Enqueue(fact);
        }

        public void Deliver()
        {
            if (_unheard.TryDequeue(out var fact))
                Watch.Tell(fact);
        }

        public void HappenAndDeliver(int number)
        {
            Happen(number);
            Deliver();
        }

        /// <summary>The supervisor tells it, and no board shows it.</summary>
        public void Fail(int number) =>
            Watch.Tell(new ReplicaEvent.BranchFailed("participant1", 0, TimeSpan.Zero, number.ToString(CultureInfo.InvariantCulture), TimeSpan.Zero));

        public Subscription Subscribe()
        {
            var subscription = Subscription.ToEveryEvent(_buffer);
            Watch.Tell(new WatchProtocol.Subscribe(subscription), _kit.TestActor);
            _kit.ExpectMsg<WatchProtocol.Subscribed>();
            return subscription;
        }

        /// <summary>The numbers that wait in a subscription: that of the state, then those of the changes.</summary>
        public static List<int> Read(Subscription subscription)
        {
            subscription.End(new CantonError(new ErrorCode("END_OF_TEST", ErrorCategory.TransientServerFailure), "The test ends."));
            return ReadUntilEnd(subscription);
        }

        public static List<int> ReadUntilEnd(Subscription subscription)
        {
            var numbers = new List<int>();
            subscription.DrainAsync(
                message =>
                {
                    var sent = WatchResponse.Parser.ParseFrom(message.ToByteArray());
                    numbers.Add(int.Parse(sent.Snapshot?.Self.Why ?? sent.Event.BranchFailed?.Why ?? sent.Event.RoleChanged.Why, CultureInfo.InvariantCulture));
                    return Task.CompletedTask;
                },
                default).IsFaulted.Should().BeTrue("a stream ends with a reason");
            return numbers;
        }

        public static CantonError EndOf(Subscription subscription) =>
            subscription.DrainAsync(_ => Task.CompletedTask, default).Exception!.InnerExceptions.OfType<CantonErrorException>().Single().Error;
    }
}
