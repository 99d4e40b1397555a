using Akka.Actor;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Synchronizers.Journal;

namespace Canton.Ha.Actors.Node;

/// <summary>Puts together the stage of a participant's replica that keeps synchronizers connected.</summary>
internal static class SynchronizerStages
{
    public static Props For(ParticipantSettings participant, LedgerAccess ledger, SynchronizerAccess access)
    {
        var settings = new RegistrySettings(participant.Name, participant.Synchronizers, participant.SequencerClient, JournalPlugins.Of(participant.Name))
        {
            Rehearsal = new RegistryRehearsal(JournalPlugins.RehearsalOf(participant.Name), new LineRehearsal(participant).ConnectAsync),
        };
        return SynchronizerConnectivity.Props(
            settings,
            (term, log) => new SynchronizerLines(
                new Membership(participant.Uid.ToString(), term.Number), participant.SequencerClient, ledger.Current, log, TimeProvider.System),
            access);
    }
}
