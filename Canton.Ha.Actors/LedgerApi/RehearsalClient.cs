using Canton.Ha.Actors.Ledger.Running;
using Com.Daml.Ledger.Api.V2;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>The only client of a rehearsal: does once what clients do first after a take-over.</summary>
internal static class RehearsalClient
{
    /// <param name="port">Where the rehearsed Ledger API is served on this host.</param>
    /// <param name="ledger">The ledger behind it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task CallAsync(int port, RehearsalLedger ledger, CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress(
            $"http://127.0.0.1:{port}", new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { UseProxy = false }, DisposeHttpClient = true });
        var commands = new CommandService.CommandServiceClient(channel);
        await commands.SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = ledger.Create() }, cancellationToken: cancellation);
        await commands.SubmitAndWaitForTransactionAsync(
            new SubmitAndWaitForTransactionRequest { Commands = await ledger.ArchiveAsync(cancellation) }, cancellationToken: cancellation);
        var end = await new StateService.StateServiceClient(channel).GetLedgerEndAsync(new GetLedgerEndRequest(), cancellationToken: cancellation);
        await ReadCompletionsAsync(channel, ledger, end.Offset, cancellation);
    }

    /// <summary>Until the last one is heard.</summary>
    private static async Task ReadCompletionsAsync(GrpcChannel channel, RehearsalLedger ledger, long end, CancellationToken cancellation)
    {
        using var stream = new CommandCompletionService.CommandCompletionServiceClient(channel).CompletionStream(
            new CompletionStreamRequest { UserId = RehearsalLedger.Name, Parties = { ledger.Party } }, cancellationToken: cancellation);
        while (await stream.ResponseStream.MoveNext(cancellation))
            if (stream.ResponseStream.Current.Completion?.Offset >= end)
                return;
    }
}
