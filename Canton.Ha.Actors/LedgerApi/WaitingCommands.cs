using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Validation;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Calls that wait for the outcome of their commands: not too many, and not for ever.</summary>
internal sealed class WaitingCommands(ILedger ledger, ApiTerm term, LedgerApiSettings settings, TimeProvider time)
{
    /// <summary>A client that says until when it waits is answered so much earlier, or a tenth of its time: later it would hear nothing of why.</summary>
    private static readonly TimeSpan MarginMax = TimeSpan.FromMilliseconds(500);

    /// <summary>Timers take no longer time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CommandServiceSettings _limits = settings.Commands;
    private int _waiting;

    /// <summary>Submits, and waits until shortly before the deadline of the call, or else the usual time.</summary>
    /// <returns>The update that it became.</returns>
    /// <exception cref="CantonErrorException">It was refused; or nobody knows.</exception>
    /// <exception cref="RpcException">It was rejected, as its completion says.</exception>
    public async Task<UpdateRow> SubmitAsync(Submission submission, ServerCallContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > _limits.InFlightMax)
                throw CommandErrors.Backpressure($"{_limits.InFlightMax} calls wait for their commands already, as many as ledger-api.command-service.max-commands-in-flight allows");

            var update = await WaitAsync(submission, context);
            return update.Outcome?.Rejection is { } rejection ? throw rejection.ToRpcException() : update;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<UpdateRow> WaitAsync(Submission submission, ServerCallContext context)
    {
        var patience = PatienceOf(context);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, term.Over);
        limit.CancelAfter(patience);
        try
        {
            return await ledger.SubmitAndWaitAsync(submission, limit.Token);
        }
        catch (OperationCanceledException) when (!term.Over.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw LedgerApiErrors.TimedOut(patience);
        }
    }

    private TimeSpan PatienceOf(ServerCallContext context)
    {
        if (context.Deadline == DateTime.MaxValue)
            return _limits.TrackingTimeout;

        var left = context.Deadline - time.GetUtcNow().UtcDateTime;
        var patience = left - (left / 10 < MarginMax ? left / 10 : MarginMax);
        return patience < TimeSpan.Zero ? TimeSpan.Zero : patience < LongestWait ? patience : LongestWait;
    }
}
