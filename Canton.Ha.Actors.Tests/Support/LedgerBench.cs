using System.Collections.Concurrent;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Validation;
using Canton.Ha.Actors.Storage;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The ledger of one participant in memory, connected to a synchronizer of this process; everything that a term has, without actors and gRPC.</summary>
internal sealed class LedgerBench : IAsyncDisposable
{
    private readonly LedgerParts _parts;
    private readonly ConcurrentQueue<string> _warnings;
    private readonly CommandsValidator _validator;
    private FakeTerm _held = new(0, new SessionId(1, 1), TimeProvider.System);

    private LedgerBench(LedgerParts parts, ConcurrentQueue<string> warnings, MemoryLedger store, LoopSynchronizer synchronizer)
    {
        (_parts, _warnings, Store, Synchronizer) = (parts, warnings, store, synchronizer);
        _validator = new CommandsValidator(parts.Templates, LedgerLimits.DeduplicationMax);
    }

    /// <summary>Those of a participant, but for a smaller memory.</summary>
    public static LedgerSettings Settings { get; } = new(
        InFlightMax: 10_000, InFlightBytesMax: 256 * 1024 * 1024, BatchMax: 2_000, TailBytesMax: 1024 * 1024, ReconnectPatience: TimeSpan.FromSeconds(5));

    /// <summary>Id of the participant.</summary>
    public string Participant => _parts.Participant;

    public MemoryLedger Store { get; }

    public LoopSynchronizer Synchronizer { get; }

    public TemplateCatalogue Templates => _parts.Templates;

    /// <summary>Every update that is stored.</summary>
    public IReadOnlyList<UpdateRow> Updates => SimulatedParticipant.Now(Store.ReadUpdatesAsync(new UpdatesQuery(0, long.MaxValue, IsDescending: false, int.MaxValue, null), default));

    /// <summary>Every contract that is stored and active.</summary>
    public IReadOnlyList<ContractRow> Active => SimulatedParticipant.Now(Store.ReadContractsAsync(new ContractsQuery(long.MaxValue, 0, -1, int.MaxValue, null), default));

    /// <summary>Where the later stages would find the ledger.</summary>
    public LedgerAccess Access { get; } = new();

    /// <summary>The ledger of the current term.</summary>
    public IOpenLedger Ledger { get; private set; } = null!;

    /// <summary>The current link; to be replaced by <see cref="ConnectAsync"/> when it was cut.</summary>
    public LoopLink Link { get; private set; } = null!;

    /// <summary>What an operator was told.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>One participant on a synchronizer of its own, which is disposed by whoever asks.</summary>
    public static Task<LedgerBench> StartAsync() => StartAsync("participant1", new LoopSynchronizer());

    public static Task<LedgerBench> StartAsync(string name, LoopSynchronizer synchronizer) => StartAsync(name, synchronizer, parts => parts);

    /// <param name="name">Of the participant; its id has a namespace, too.</param>
    /// <param name="synchronizer">Where it is connected.</param>
    /// <param name="change">What is different with this participant.</param>
    public static async Task<LedgerBench> StartAsync(string name, LoopSynchronizer synchronizer, Func<LedgerParts, LedgerParts> change)
    {
        var warnings = new ConcurrentQueue<string>();
        var store = new MemoryLedger();
        var templates = new TemplateCatalogue([new Iou()], knowsOnlyRegistered: false);
        var parts = new LedgerParts(new NodeUid(name).ToString(), $"{name}-replica", Settings, templates, store, store, TimeProvider.System, warnings.Enqueue);
        var bench = new LedgerBench(change(parts), warnings, store, synchronizer);
        await bench.OpenAsync();
        await bench.ConnectAsync();
        return bench;
    }

    /// <summary>A name of a party that this participant may allocate.</summary>
    public string Party(string name) => $"{name}::{Participant.Split("::")[1]}";

    public Submission Validate(Commands commands) => _validator.Validate(commands);

    public Task SubmitAsync(Commands commands) => Ledger.SubmitAsync(Validate(commands), default).WaitAsync(Bounds.Takeover);

    public Task<UpdateRow> SubmitAndWaitAsync(Commands commands) => Ledger.SubmitAndWaitAsync(Validate(commands), default).WaitAsync(Bounds.Takeover);

    /// <summary>Hosts parties here, which may then act.</summary>
    public Task AllocateAsync(params string[] parties) =>
        Ledger.AllocateAsync(Synchronizer.Id, [.. parties.Select(party => new HostedParty(party, Participant, ParticipantPermission.Submission))], default)
            .WaitAsync(Bounds.Takeover);

    /// <summary>Waits until the ledger ends at an offset, or after it.</summary>
    public Task ReachesAsync(long offset) => Ledger.Head.WaitAsync(offset - 1, default).WaitAsync(Bounds.Takeover);

    /// <summary>Waits until a party that another participant hosts is known here.</summary>
    public Task LearnsOfAsync(string party) => Eventually.BecomesTrueAsync(
        $"{Participant} knows {party}", () => Task.FromResult(Ledger.Connected.Any(synchronizer => synchronizer.Hosting.IsHosted(party))), Bounds.Takeover);

    /// <summary>Another replica takes over: what was only in memory is lost.</summary>
    public async Task ReopenAsync()
    {
        await DropAsync();
        await OpenAsync();
        await ConnectAsync();
    }

    /// <summary>The term is lost without a word.</summary>
    public async Task DropAsync()
    {
        Access.Close();
        _held.Lose();
        await Ledger.DisposeAsync();
        await Link.DisposeAsync();
    }

    public async Task OpenAsync()
    {
        _held = new FakeTerm(_held.Term.Number + 1, new SessionId(1, 1), TimeProvider.System);
        Ledger = await OpenLedger.OpenAsync(_parts, _held.Term, default);
        Access.Open(Ledger);
    }

    /// <summary>Connects, again if it was connected, and waits until submissions can go there or the ledger has ended.</summary>
    /// <exception cref="NotActiveException">It has ended before.</exception>
    public async Task ConnectAsync()
    {
        if (Link is not null)
            await Link.DisposeAsync();
        Link = Synchronizer.Connect(Ledger, Participant);
        await Eventually.BecomesTrueAsync($"{Participant} is connected", () => Task.FromResult(!Ledger.Connected.IsEmpty || Ledger.Ended.IsCompleted), Bounds.Takeover);
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        await Synchronizer.DisposeAsync();
    }
}
