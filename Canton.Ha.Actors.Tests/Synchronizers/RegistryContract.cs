using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Sql.Config;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Synchronizers.Journal;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Synchronizers;

/// <summary>What is remembered of synchronizers in every database.</summary>
public abstract class RegistryContract : IAsyncLifetime
{
    private static readonly TimeSpan Patience = 20.Seconds();

    private readonly FakeLines _lines = new();
    private WritingTerm? _term;
    private ActorSystem? _system;
    private TermSynchronizers? _synchronizers;
    private int _number;

    private protected abstract NodeSettings Replica { get; }

    private TermSynchronizers Synchronizers => _synchronizers ?? throw new InvalidOperationException("No term has begun.");

    private protected abstract ReplicaStorage OpenStorage();

    private protected abstract Task<IReadOnlyList<string>> ReadAsync(string sql);

    public virtual Task InitializeAsync() => BeginAsync();

    public virtual async Task DisposeAsync() => await EndAsync();

    [Fact]
    public async Task The_next_term_knows_what_was_answered()
    {
        await AskAsync(new SynchronizerProtocol.Register(Everything, "a::1220", Handshake: false));
        await AskAsync(new SynchronizerProtocol.Register(Synchronizer.At("b", 2), Id: null, Handshake: false));
        await AskAsync(new SynchronizerProtocol.Reconnect("b", Retry: true));
        await AskAsync(new SynchronizerProtocol.Modify(Synchronizer.At("b", 3), Id: null));

        await BeginAsync();

        Synchronizers.Known.Select(known => known.Registered).Should().Equal(
            new RegisteredSynchronizer(Everything, IsWanted: false, "a::1220"), new RegisteredSynchronizer(Synchronizer.At("b", 3), IsWanted: true, "b::1220"));
        (await ReadAsync("select manifest from journal order by sequence_number")).Should().Equal("registered", "registered", "wanted", "identified", "modified");
    }

    [Fact]
    public async Task What_was_summed_up_is_not_kept_twice()
    {
        await AskAsync(new SynchronizerProtocol.Register(Synchronizer.At("a", 1), Id: null, Handshake: false));
        for (var i = 2; i <= 110; i++)
            await AskAsync(new SynchronizerProtocol.Modify(Synchronizer.At("a", i), Id: null));
        await Eventually.BecomesTrueAsync(
            "old events are gone", async () => (await ReadAsync("select sequence_number from journal where deleted = false")).Count == 10, Patience);

        await BeginAsync();

        Synchronizers.Known.Should().ContainSingle().Which.Registered.Settings.Should().Be(Synchronizer.At("a", 110));
        (await ReadAsync("select manifest from snapshot")).Should().Equal("snapshot");
    }

    [Fact]
    public async Task Nothing_is_written_when_the_term_is_lost_and_the_stage_learns_of_it()
    {
        await AskAsync(new SynchronizerProtocol.Register(Synchronizer.At("a", 1), Id: null, Handshake: false));
        _term!.Lose();

        Synchronizers.Registry.Tell(new SynchronizerProtocol.Register(Synchronizer.At("b", 2), Id: null, Handshake: false));

        (await Synchronizers.Awaiting(ended => ended.Ended.WaitAsync(Patience)).Should().ThrowAsync<InvalidOperationException>())
            .Which.Message.Should().StartWith("What is registered could not be written: ");
        await BeginAsync();
        Synchronizers.Known.Should().ContainSingle();
    }

    [Fact]
    public async Task A_rehearsal_reads_all_of_it_without_a_term_and_changes_nothing()
    {
        await AskAsync(new SynchronizerProtocol.Connect(Synchronizer.At("a", 1), "a::1220"));
        _term!.Lose();
        var before = await ReadAsync("select manifest from journal");
        var lines = new FakeLines();
        var rehearsal = new TermSynchronizers(lines);
        var settings = Synchronizer.Registry(JournalPlugins.RehearsalOf(Replica.Name), Synchronizer.At("b", 2)) with { OnlyReads = true };

        rehearsal.Begin(_system!.ActorOf(SynchronizerRegistry.Props(settings, 0, rehearsal)));

        await rehearsal.OpenedAsync(CancellationToken.None).WaitAsync(Patience);
        lines.Opened.Should().BeEmpty();
        (await ReadAsync("select manifest from journal")).Should().Equal(before);
    }

    private static SynchronizerConnectionSettings Everything { get; } = Synchronizer.At("a", 1, 2, 3) with
    {
        ManualConnect = true, Priority = -7, InitialRetryDelay = 1.Seconds(), MaxRetryDelay = 2.Minutes(),
    };

    private async Task BeginAsync()
    {
        await EndAsync();
        var storage = OpenStorage();
        _term = await WritingTerm.BeginAsync(storage);
        var setup = new MultiDataOptionsSetup();
        JournalPlugins.AddTo(setup, Replica, _term.Access, storage.Reads);
        var config = JournalPlugins.ConfigurationFor([Replica]).WithFallback(ConfigurationFactory.ParseString("akka.loggers = [], akka.loglevel = OFF, akka.stdout-loglevel = OFF"));
        _system = ActorSystem.Create("registry", BootstrapSetup.Create().WithConfig(config).And(setup));
        _synchronizers = new TermSynchronizers(_lines);
        _synchronizers.Begin(_system.ActorOf(SynchronizerRegistry.Props(Synchronizer.Registry(JournalPlugins.Of(Replica.Name)), ++_number, _synchronizers)));
        await _synchronizers.OpenedAsync(CancellationToken.None).WaitAsync(Patience);
    }

    private async Task EndAsync()
    {
        if (_system is not null)
            await _system.Terminate();
        if (_term is not null)
            await _term.DisposeAsync();
    }

    private async Task AskAsync(object question) =>
        (await Synchronizers.Registry.Ask<object>(question).WaitAsync(Patience)).Should().NotBeOfType<SynchronizerProtocol.Refused>();
}
