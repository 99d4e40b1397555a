using System.Security.Cryptography.X509Certificates;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Ledger.Running;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>The only client of a rehearsal: does once what clients do first after a take-over.</summary>
internal static class RehearsalClient
{
    /// <param name="port">Where the rehearsed Ledger API is served on this host.</param>
    /// <param name="certificate">Who it must be; null in plain text.</param>
    /// <param name="token">A token of somebody who may do everything.</param>
    /// <param name="ledger">The ledger behind it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task CallAsync(int port, X509Certificate2? certificate, string token, RehearsalLedger ledger, CancellationToken cancellation)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (certificate is not null)
            handler.SslOptions = ClientTls.Exactly(certificate);
        using var channel = GrpcChannel.ForAddress(
            $"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        var headers = new Metadata { { "authorization", $"Bearer {token}" } };
        var commands = new CommandService.CommandServiceClient(channel);
        await commands.SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = ledger.Create() }, headers, cancellationToken: cancellation);
        await commands.SubmitAndWaitForTransactionAsync(
            new SubmitAndWaitForTransactionRequest { Commands = await ledger.ArchiveAsync(cancellation) }, headers, cancellationToken: cancellation);
        var end = await new StateService.StateServiceClient(channel).GetLedgerEndAsync(new GetLedgerEndRequest(), headers, cancellationToken: cancellation);
        await ReadCompletionsAsync(channel, headers, ledger, end.Offset, cancellation);
    }

    /// <summary>Until the last one is heard.</summary>
    private static async Task ReadCompletionsAsync(GrpcChannel channel, Metadata headers, RehearsalLedger ledger, long end, CancellationToken cancellation)
    {
        using var stream = new CommandCompletionService.CommandCompletionServiceClient(channel).CompletionStream(
            new CompletionStreamRequest { UserId = RehearsalLedger.Name, Parties = { ledger.Party } }, headers, cancellationToken: cancellation);
        while (await stream.ResponseStream.MoveNext(cancellation))
            if (stream.ResponseStream.Current.Completion?.Offset >= end)
                return;
    }
}
