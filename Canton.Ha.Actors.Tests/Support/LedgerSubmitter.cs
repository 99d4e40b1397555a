using System.Globalization;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>
/// One of several at a participant who make, transfer and end promises, one after the other. Every command is brought to an end that is known, under
/// one command id, however often it must be sent; one in eight is sent without waiting for what comes of it.
/// </summary>
internal sealed class LedgerSubmitter(string name, LedgerClient client, IouPool pool, LedgerParties parties, Random random)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    /// <summary>What it was told when its commands were too late: somebody else has used the contract.</summary>
    private static readonly string[] TooLate = ["CONTRACT_NOT_FOUND", "CONTRACT_NOT_ACTIVE", "LOCAL_VERDICT_INACTIVE_CONTRACTS"];

    private readonly List<SubmittedCommand> _commands = [];
    private volatile int _ended;
    private long _longest;

    /// <summary>What it has submitted; to be read when it has ended.</summary>
    public IReadOnlyList<SubmittedCommand> Commands => _commands;

    /// <summary>How many commands it has brought to an end.</summary>
    public int Ended => _ended;

    /// <summary>The longest time that a command took which has ended since this was asked for the last time.</summary>
    public TimeSpan TakeLongest() => TimeSpan.FromTicks(Interlocked.Exchange(ref _longest, 0));

    public async Task SubmitAsync(CancellationToken enough, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Pace);
        while (!enough.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(stop);
            var command = new SubmittedCommand($"{name}-{_commands.Count}");
            var commands = Next();
            commands.CommandId = command.Id;
            _commands.Add(command);
            var began = TimeProvider.System.GetTimestamp();
            await EndAsync(command, commands, stop);
            Interlocked.Exchange(ref _longest, Math.Max(Interlocked.Read(ref _longest), TimeProvider.System.GetElapsedTime(began).Ticks));
            _ended = _commands.Count;
        }
    }

    /// <summary>As many ends as beginnings, so that there are never very many promises.</summary>
    private Commands Next() => random.Next(8) switch
    {
        < 3 when pool.Choose(random, iou => parties.AreOwn(iou.Issuer)) is { } iou => IouCommands.Archive(iou),
        < 5 when pool.Choose(random, iou => parties.AreOwn(iou.Owner)) is { } iou => IouCommands.Transfer(iou, parties.Any(random)),
        _ => IouCommands.Create(parties.AnyOwn(random), parties.Any(random), random.Next(1, 1000)),
    };

    private async Task EndAsync(SubmittedCommand command, Commands commands, CancellationToken stop)
    {
        try
        {
            if (random.Next(8) == 0)
                await client.CallAsync(channel => AcknowledgeAsync(channel, command, commands, stop), stop);
            else
                command.Accept((await client.CallAsync(channel => WaitAsync(channel, command, commands, stop), stop)).CompletionOffset);
        }
        catch (RpcException e) when (GrpcFailure.Of(e) is { ErrorId: "DUPLICATE_COMMAND" } duplicate)
        {
            command.Accept(long.Parse(duplicate.Info.Metadata["completion_offset"], CultureInfo.InvariantCulture));
        }
        catch (RpcException e) when (TooLate.Contains(GrpcFailure.Of(e).ErrorId))
        {
            command.Reject();
            if (GrpcFailure.Of(e).Info.Metadata.GetValueOrDefault("definite_answer") == "true")
                command.Acknowledge();
        }
    }

    private static async Task<SubmitResponse> AcknowledgeAsync(ChannelBase channel, SubmittedCommand command, Commands commands, CancellationToken stop)
    {
        commands.SubmissionId = command.Attempt();
        var response = await new CommandSubmissionService.CommandSubmissionServiceClient(channel)
            .SubmitAsync(new SubmitRequest { Commands = commands }, deadline: LedgerClient.Deadline, cancellationToken: stop);
        command.Acknowledge();
        return response;
    }

    private static async Task<SubmitAndWaitResponse> WaitAsync(ChannelBase channel, SubmittedCommand command, Commands commands, CancellationToken stop)
    {
        commands.SubmissionId = command.Attempt();
        var response = await new CommandService.CommandServiceClient(channel)
            .SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = commands }, deadline: LedgerClient.Deadline, cancellationToken: stop);
        command.Acknowledge();
        return response;
    }
}
