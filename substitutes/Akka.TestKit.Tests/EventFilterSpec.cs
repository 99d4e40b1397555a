using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestActors;
using FluentAssertions;
using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class EventFilterSpec() : Xunit2.TestKit("""
    akka.loglevel = DEBUG
    akka.test.filter-leeway = 200ms
    """)
{
    [Fact]
    public void Events_are_expected_by_level_and_text()
    {
        EventFilter.Info("whole text").ExpectOne(() => Log.Info("Whole {0}", "text"));
        EventFilter.Debug(start: "who").ExpectOne(() => Log.Debug("whole text"));
        EventFilter.Warning(contains: "LE TE").ExpectOne(() => Log.Warning("whole text"));
        EventFilter.Error(new Regex("^w.*t$", RegexOptions.None, TimeSpan.FromSeconds(1))).ExpectOne(() => Log.Error("whole text"));
        EventFilter.ForLogLevel(LogLevel.InfoLevel, "x").Expect(2, () =>
        {
            Log.Info("x");
            Log.Info("x");
        });
    }

    [Fact]
    public void Errors_are_expected_by_their_cause()
    {
        EventFilter.Exception<InvalidOperationException>("boom").ExpectOne(() => Log.Error(new InvalidOperationException("boom"), "failed"));
        EventFilter.Exception<Exception>(contains: "fail").ExpectOne(() => Log.Error(new InvalidOperationException("boom"), "failed"));
        EventFilter.Exception(typeof(FormatException), checkInnerExceptions: true)
            .ExpectOne(() => Log.Error(new InvalidOperationException("outer", new FormatException("inner")), "failed"));
        this.Invoking(t => t.EventFilter.Exception<ArgumentException>().ExpectOne(() => Log.Error(new InvalidOperationException("boom"), "failed")))
            .Should().Throw<XunitException>();
    }

    [Fact]
    public void Events_are_expected_by_their_source()
    {
        var actor = ActorOf(Props.Create(() => new Talker()), "talker");
        EventFilter.Info("hello", source: actor.Path.ToString()).ExpectOne(() => actor.Tell("hello"));
        this.Invoking(t => t.EventFilter.Info("hello", source: "elsewhere").ExpectOne(() => actor.Tell("hello"))).Should().Throw<XunitException>();
    }

    [Fact]
    public async Task Dead_letters_are_expected()
    {
        var actor = ActorOf<BlackHoleActor>();
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        await EventFilter.DeadLetter<string>(m => m == "late").ExpectOneAsync(() =>
        {
            actor.Tell("late");
            return Task.CompletedTask;
        });
        await EventFilter.DeadLetter<int>().ExpectAsync(0, () =>
        {
            actor.Tell("late");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void The_number_of_events_has_to_be_exact()
    {
        this.Invoking(t => t.EventFilter.Info("x").ExpectOne(() => { })).Should().Throw<XunitException>().WithMessage("*0/1*Info*x*");
        this.Invoking(t => t.EventFilter.Info("x").Expect(0, () => Log.Info("x"))).Should().Throw<XunitException>().WithMessage("*1 message too many*");
    }

    [Fact]
    public void What_the_code_returns_or_throws_comes_out()
    {
        EventFilter.Info("x").ExpectOne(() =>
        {
            Log.Info("x");
            return 5;
        }).Should().Be(5);
        this.Invoking(t => t.EventFilter.Info("x").ExpectOne(() => throw new InvalidOperationException("inside")))
            .Should().Throw<InvalidOperationException>().WithMessage("inside");
    }

    [Fact]
    public void Filters_are_joined_and_custom()
    {
        EventFilter.Info("x").And.Warning("y").Expect(2, () =>
        {
            Log.Info("x");
            Log.Warning("y");
        });
        EventFilter.Custom<Info>(e => e.Message.ToString() == "z").ExpectOne(() => Log.Info("z"));
    }

    [Fact]
    public void Muted_events_are_not_printed()
    {
        using var muted = EventFilter.Info("quiet").Mute();
        Log.Info("quiet");
        EventFilter.Info("loud").ExpectOne(() => Log.Info("loud"));
        muted.Unmute();
        EventFilter.Info("quiet").Mute(() => 3).Should().Be(3);
    }

    private sealed class Talker : ReceiveActor
    {
        public Talker() => Receive<string>(text => Context.GetLogger().Info(text));
    }
}
