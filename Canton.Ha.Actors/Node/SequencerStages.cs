using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Monitoring;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Sequencing.Embedded;
using Canton.Ha.Actors.Sequencing.Postgres;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Node;

/// <summary>Puts together the stage of a synchronizer's replica that serves members.</summary>
internal static class SequencerStages
{
    public static Props For(SynchronizerSettings settings, ReplicaStorage storage, WriteAccess access, ReplicaMeter meter, Func<ILoggingAdapter> log)
    {
        ISequencerStore store = settings.Storage is StorageSettings.Postgres
            ? new PostgresSequencerStore(storage.Reads)
            : new EmbeddedSequencerStore(storage.Reads);
        var name = new SequencerName(settings.Name, settings.Uid.ToString());
        return SequencerStage.Props(settings.Sequencing, new Sequencers(name, settings.PublicApi, settings.Sequencing, store, access)
        {
            Calls = new CallMeter(meter),
            Meter = new SequencerMeter(meter),
            Tls = ServerTls.For(settings.PublicApi.Endpoint, SequencerServer.KeyOf(name), log),
        });
    }
}
