using Com.Daml.Ledger.Api.V2;
using Grpc.Core;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Benchmarks.Ledger;

/// <summary>An application that reads what a party sees.</summary>
internal sealed class Readers(GrpcChannel channel, string party)
{
    public async Task<long> LedgerEndAsync() =>
        (await new StateService.StateServiceClient(channel).GetLedgerEndAsync(new GetLedgerEndRequest())).Offset;

    /// <summary>Transactions per second of a stream from the beginning that has to catch up, and how many there were.</summary>
    public async Task<(long Count, double PerSecond)> CatchUpAsync()
    {
        var request = new GetUpdatesRequest
        {
            EndInclusive = await LedgerEndAsync(),
            UpdateFormat = new UpdateFormat { IncludeTransactions = new TransactionFormat { EventFormat = Format(), TransactionShape = TransactionShape.AcsDelta } },
        };
        using var call = new UpdateService.UpdateServiceClient(channel).GetUpdates(request);
        return await CountAsync(call.ResponseStream, response => response.Transaction is not null);
    }

    /// <summary>Contracts per second of all that are active.</summary>
    public async Task<(long Count, double PerSecond)> ActiveContractsAsync()
    {
        var request = new GetActiveContractsRequest { ActiveAtOffset = await LedgerEndAsync(), EventFormat = Format() };
        using var call = new StateService.StateServiceClient(channel).GetActiveContracts(request);
        return await CountAsync(call.ResponseStream, response => response.ActiveContract is not null);
    }

    private EventFormat Format() => new() { FiltersByParty = { [party] = new Filters() } };

    private static async Task<(long Count, double PerSecond)> CountAsync<T>(IAsyncStreamReader<T> stream, Func<T, bool> isOne)
    {
        var (count, started) = (0L, TimeProvider.System.GetTimestamp());
        while (await stream.MoveNext(CancellationToken.None))
            if (isOne(stream.Current))
                count++;
        return (count, count / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }
}
