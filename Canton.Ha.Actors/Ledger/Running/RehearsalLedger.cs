using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Running;

/// <summary>A ledger that is kept nowhere and in which nothing counts: what is done to it is done by the code of the real one. It ends with its rehearsal.</summary>
internal sealed class RehearsalLedger : IAsyncDisposable
{
    /// <summary>Of whoever and whatever there is in it.</summary>
    public const string Name = "rehearsal";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ConnectMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DeduplicationMax = TimeSpan.FromHours(1);

    private readonly OpenLedger _ledger;
    private readonly CommandsValidator _validator;

    private RehearsalLedger(OpenLedger ledger, LedgerParts parts, LockTerm term)
    {
        (_ledger, Term, Participant) = (ledger, term, parts.Participant);
        _validator = new CommandsValidator(parts.Templates, DeduplicationMax);
        Party = $"{Name}::{Participant.Split("::")[^1]}";
        Access.Open(ledger);
    }

    /// <summary>The term of it, in which nothing can be written elsewhere.</summary>
    public LockTerm Term { get; }

    /// <summary>The only one there is.</summary>
    public string Participant { get; }

    /// <summary>Who acts.</summary>
    public string Party { get; }

    /// <summary>Where it is found.</summary>
    public LedgerAccess Access { get; } = new();

    /// <summary>A term that nobody holds: no write session admits it.</summary>
    public static LockTerm TermUntil(CancellationToken over) =>
        new(0, new SessionId(0, 0), new LockProof(TimeSpan.MaxValue, TimeProvider.System), over);

    /// <param name="participant">Id of the participant whose ledger it resembles.</param>
    /// <param name="settings">How much may be under way.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<RehearsalLedger> OpenAsync(string participant, LedgerSettings settings, CancellationToken cancellation)
    {
        var store = new MemoryLedger();
        var templates = new TemplateCatalogue([new Iou()], knowsOnlyRegistered: false);
        var parts = new LedgerParts(participant, Name, settings, templates, store, store, TimeProvider.System, Warn: _ => { });
        var term = TermUntil(cancellation);
        return new RehearsalLedger(await OpenLedger.OpenAsync(parts, term, cancellation), parts, term);
    }

    /// <summary>Commands that make a contract.</summary>
    public Commands Create() => By(new Command { Create = new CreateCommand { TemplateId = Iou.Name.ToIdentifier(), CreateArguments = Iou.Of(Party, Party, "CHF", "1.0") } });

    /// <summary>Commands that end the one that <see cref="Create"/> has made.</summary>
    public async Task<Commands> ArchiveAsync(CancellationToken cancellation)
    {
        var contracts = await _ledger.Reads.ReadContractsAsync(new ContractsQuery(_ledger.Head.End, AfterOffset: 0, AfterNode: -1, Size: 1, Parties: null), cancellation);
        return By(new Command
        {
            Exercise = new ExerciseCommand
            {
                TemplateId = Iou.Name.ToIdentifier(), ContractId = contracts[0].Id.ToString(), Choice = "Archive", ChoiceArgument = new Value { Record = new Record() },
            },
        });
    }

    /// <summary>Connects it to a synchronizer without a network.</summary>
    public Task<RehearsalLink> ConnectAsync(CancellationToken cancellation) => RehearsalLink.ConnectAsync(_ledger, Participant, cancellation);

    /// <summary>Makes a contract and ends it, at the synchronizer that is connected.</summary>
    public async Task SubmitAsync(CancellationToken cancellation)
    {
        await AllocateAsync(cancellation);
        await _ledger.SubmitAndWaitAsync(_validator.Validate(Create()), cancellation);
        await _ledger.SubmitAndWaitAsync(_validator.Validate(await ArchiveAsync(cancellation)), cancellation);
    }

    /// <summary>Waits until the synchronizer has been heard, and hosts <see cref="Party"/> there.</summary>
    public async Task AllocateAsync(CancellationToken cancellation)
    {
        if (!await Waits.UntilAsync(() => Task.FromResult(!_ledger.Connected.IsEmpty), Look, ConnectMax, cancellation))
            throw new TimeoutException($"The synchronizer of the rehearsal was not heard within {ConnectMax.TotalSeconds:0} s.");
        await _ledger.AllocateAsync(_ledger.Connected[0].Id, [new HostedParty(Party, Participant, ParticipantPermission.Submission)], cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Access.Close();
        await _ledger.DisposeAsync();
    }

    private Commands By(Command command) => new() { UserId = Name, CommandId = $"{Guid.NewGuid()}", ActAs = { Party }, Commands_ = { command } };
}
