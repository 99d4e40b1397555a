using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Store;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.LedgerApi;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Synchronizers;

namespace Canton.Ha.Actors.Node;

/// <summary>Puts together the stages of a participant's replica, in the order in which they open.</summary>
internal static class ParticipantStages
{
    /// <summary>Templates with code; of all others, packages are taken to be there.</summary>
    private static readonly TemplateCatalogue s_templates = new([new Iou()], knowsOnlyRegistered: false);

    public static (string Name, Props Props)[] For(
        ParticipantSettings participant, ReplicaStorage storage, WriteAccess access, LedgerAccess ledger, SynchronizerAccess synchronizers, LedgerGuard guard, ReplicaMeter meter)
    {
        var ledgerMeter = new LedgerMeter(meter);
        var stores = LedgerStores.For(participant.Storage, storage, access);
        var management = ManagementStores.For(participant, storage, access, ledger);
        var parts = new LedgerApiParts(participant, ledger, management, s_templates, TimeProvider.System)
        {
            Calls = new CallMeter(meter),
            Log = guard.Log,
            Tokens = guard.Tokens,
        };
        return
        [
            ("ledger", LedgerState.Props(new Ledgers((term, warn) => PartsOf(participant, stores.Open(term), warn) with { Meter = ledgerMeter, Spans = new CommandSpans(participant.Name) }), ledger)),
            ("synchronizers", SynchronizerStages.For(participant, ledger, synchronizers)),
            ("ledger-api", LedgerApiGate.Props(new LedgerApis(parts))),
        ];
    }

    private static LedgerParts PartsOf(ParticipantSettings participant, LedgerStore store, Action<string> warn) => new(
        participant.Uid.ToString(), participant.Name, participant.Ledger, s_templates, store.Reads, store.Writes, TimeProvider.System, warn);
}

/// <summary>What guards a Ledger API in all terms.</summary>
/// <param name="Tokens">Knows by a token whose call it is.</param>
/// <param name="Log">Where the operator is told what concerns no call.</param>
internal sealed record LedgerGuard(Tokens Tokens, Func<ILoggingAdapter> Log);
