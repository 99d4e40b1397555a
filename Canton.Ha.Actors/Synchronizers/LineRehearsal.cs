using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Sequencer.V1;

namespace Canton.Ha.Actors.Synchronizers;

/// <summary>Connects a ledger that is kept nowhere over a real line, to a synchronizer on a port of this host that nobody knows.</summary>
/// <param name="participant">Whose ledger it resembles, and how it talks to synchronizers.</param>
internal sealed class LineRehearsal(ParticipantSettings participant)
{
    private const int MessageBytesMax = 4 * 1024 * 1024;

    /// <summary>Connects, and submits something.</summary>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // The stage hears of a promotion meanwhile.
        var port = new GrpcPort(new HttpEndpoint("127.0.0.1", 0), RehearsalLedger.Name, MessageBytesMax, _ => { });
        var services = new ServiceSet.Builder().With<RehearsalSequencer>(SequencerService.Descriptor.File).Build();
        await using var server = await GrpcServer.StartAsync(port, services, _ => { }, cancellation);
        await using var ledger = await RehearsalLedger.OpenAsync(participant.Uid.ToString(), participant.Ledger, cancellation);
        await using var lines = new SynchronizerLines(
            new Membership(ledger.Participant, ledger.Term.Number), participant.SequencerClient, ledger.Access.Current, NoLogger.Instance, TimeProvider.System);
        await lines.Open(To(server.Port), SynchronizerExpectation.Any).ConnectAsync(cancellation);
        await ledger.SubmitAsync(cancellation);
    }

    private static SynchronizerConnectionSettings To(int port) => new(
        RehearsalLedger.Name, [new Uri($"http://127.0.0.1:{port}")], ManualConnect: true, Priority: 0, InitialRetryDelay: null, MaxRetryDelay: null);
}
