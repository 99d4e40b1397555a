using System.Globalization;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.Demo;

/// <summary>What the ledger tells of the commands in the end, read from its beginning.</summary>
/// <param name="Effects">Ids of the commands whose promises are in the update stream, one for each promise.</param>
/// <param name="Acceptances">Ids of the commands in the completions, one for each that tells of an acceptance.</param>
internal sealed record LedgerAccount(IReadOnlyList<string> Effects, IReadOnlyList<string> Acceptances)
{
    private static readonly TimeSpan ReadMax = TimeSpan.FromSeconds(30);

    /// <summary>Reads both streams up to the end of the ledger, on the replica that is active.</summary>
    /// <exception cref="DemoFailedException">They do not come to that end in time.</exception>
    public static async Task<LedgerAccount> ReadAsync(LedgerClient client, string party, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(ReadMax);
        try
        {
            var end = await client.CallAsync(channel => EndAsync(channel, deadline.Token), deadline.Token);
            return new LedgerAccount(
                await client.CallAsync(channel => EffectsAsync(channel, party, end, deadline.Token), deadline.Token),
                await client.CallAsync(channel => AcceptancesAsync(channel, party, end, deadline.Token), deadline.Token));
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new DemoFailedException($"The ledger could not be read to its end within {ReadMax.TotalSeconds:0} s: {e.Message}", e);
        }
    }

    private static async Task<long> EndAsync(ChannelBase channel, CancellationToken stop) =>
        (await new StateService.StateServiceClient(channel).GetLedgerEndAsync(new GetLedgerEndRequest(), deadline: LedgerClient.Deadline, cancellationToken: stop)).Offset;

    /// <summary>A promise says by its amount which command made it, whatever id its transaction has.</summary>
    private static async Task<IReadOnlyList<string>> EffectsAsync(ChannelBase channel, string party, long end, CancellationToken stop)
    {
        var format = new EventFormat { FiltersByParty = { [party] = new Filters() }, Verbose = true };
        var request = new GetUpdatesRequest
        {
            EndInclusive = end,
            UpdateFormat = new UpdateFormat { IncludeTransactions = new TransactionFormat { TransactionShape = TransactionShape.AcsDelta, EventFormat = format } },
        };
        using var call = new UpdateService.UpdateServiceClient(channel).GetUpdates(request, cancellationToken: stop);
        var effects = new List<string>();
        while (await call.ResponseStream.MoveNext(stop))
            if (call.ResponseStream.Current.Transaction is { } transaction)
                effects.AddRange(transaction.Events.Where(told => told.Created is not null).Select(told => CommandOf(told.Created)));
        return effects;
    }

    private static async Task<IReadOnlyList<string>> AcceptancesAsync(ChannelBase channel, string party, long end, CancellationToken stop)
    {
        var request = new CompletionStreamRequest { UserId = DemoLoad.User, Parties = { party } };
        using var call = new CommandCompletionService.CommandCompletionServiceClient(channel).CompletionStream(request, cancellationToken: stop);
        var acceptances = new List<string>();
        for (var offset = 0L; offset < end && await call.ResponseStream.MoveNext(stop);)
        {
            var told = call.ResponseStream.Current;
            offset = told.Completion?.Offset ?? told.OffsetCheckpoint.Offset;
            if (told.Completion is { Status.Code: (int)StatusCode.OK } accepted)
                acceptances.Add(accepted.CommandId);
        }

        return acceptances;
    }

    private static string CommandOf(CreatedEvent promise)
    {
        var amount = promise.CreateArguments.Fields.Single(field => field.Label == "amount").Value.Numeric;
        return DemoCommand.IdOf((long)decimal.Parse(amount, CultureInfo.InvariantCulture));
    }
}
