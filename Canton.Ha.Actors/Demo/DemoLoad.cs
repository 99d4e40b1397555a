using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Com.Daml.Ledger.Api.V2;
using Com.Daml.Ledger.Api.V2.Admin;
using Grpc.Core;

namespace Canton.Ha.Actors.Demo;

/// <summary>
/// Clients that make promises to pay, one after the other each. A command whose outcome a client does not know is sent again under the same command id
/// until it does.
/// </summary>
internal sealed class DemoLoad : IAsyncDisposable
{
    /// <summary>The user in whose name they speak.</summary>
    public const string User = "demo";

    private const int Submitters = 4;
    private const int NumbersEach = 1_000_000;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan OutcomeMax = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _enough = new();
    private readonly CancellationTokenSource _stopped;
    private readonly LedgerClient _client;
    private readonly string _party;
    private readonly List<DemoCommand>[] _commands = [.. Enumerable.Range(0, Submitters).Select(_ => new List<DemoCommand>())];
    private readonly int[] _acknowledged = new int[Submitters];
    private readonly Task[] _submitting;
    private long _lastAcknowledgedAt = TimeProvider.System.GetTimestamp();

    private DemoLoad(LedgerClient client, string party, CancellationToken cancellation)
    {
        (_client, _party) = (client, party);
        _stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _submitting = [.. Enumerable.Range(0, Submitters).Select(SubmitAsync)];
    }

    /// <summary>Who makes the promises.</summary>
    public string Party => _party;

    public int Acknowledged => _acknowledged.Sum();

    /// <summary>How long ago a command was acknowledged for the last time.</summary>
    public TimeSpan Silence => TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _lastAcknowledgedAt));

    /// <summary>Everything that was sent; to be read when it has ended.</summary>
    public IReadOnlyList<DemoCommand> Commands => [.. _commands.SelectMany(commands => commands)];

    /// <summary>Allocates a party and begins.</summary>
    public static async Task<DemoLoad> StartAsync(LedgerClient client, CancellationToken cancellation)
    {
        try
        {
            return new DemoLoad(client, await client.CallAsync(channel => AllocatedAsync(channel, cancellation), cancellation), cancellation);
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            throw new DemoFailedException($"No party could be allocated: {e.Status.Detail}", e);
        }
    }

    /// <summary>Waits until every client has got on.</summary>
    public async Task GrowAsync(CancellationToken cancellation)
    {
        const int Steps = 5;
        var before = _acknowledged.ToArray();
        if (!await Waits.UntilAsync(HaveGrownAsync, Pace, OutcomeMax, cancellation))
            throw new DemoFailedException($"Commands got no answer for {OutcomeMax.TotalSeconds:0} s.");

        async Task<bool> HaveGrownAsync()
        {
            if (_acknowledged.Zip(before).All(pair => pair.First >= pair.Second + Steps))
                return true;
            await ThrowIfFailedAsync();
            return false;
        }
    }

    /// <summary>Nothing new is sent any more, and what was sent is brought to an end.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await _enough.CancelAsync();
        try
        {
            await Task.WhenAll(_submitting).WaitAsync(OutcomeMax, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new DemoFailedException($"Commands were still without an outcome after {OutcomeMax.TotalSeconds:0} s.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await Task.WhenAll(_submitting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopped.Dispose();
        _enough.Dispose();
    }

    /// <summary>A party that is there already was allocated by an earlier attempt, whose outcome was not known.</summary>
    private static async Task<string> AllocatedAsync(ChannelBase channel, CancellationToken cancellation)
    {
        var parties = new PartyManagementService.PartyManagementServiceClient(channel);
        try
        {
            var request = new AllocatePartyRequest { PartyIdHint = User };
            return (await parties.AllocatePartyAsync(request, deadline: LedgerClient.Deadline, cancellationToken: cancellation)).PartyDetails.Party;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument)
        {
            var request = new ListKnownPartiesRequest { FilterParty = $"{User}::" };
            var known = await parties.ListKnownPartiesAsync(request, deadline: LedgerClient.Deadline, cancellationToken: cancellation);
            return known.PartyDetails is [var there] ? there.Party : throw new DemoFailedException($"No party could be allocated: {e.Status.Detail}", e);
        }
    }

    private async Task ThrowIfFailedAsync()
    {
        if (_submitting.FirstOrDefault(task => task.IsFaulted) is { } failed)
            await failed;
    }

    private async Task SubmitAsync(int submitter)
    {
        using var pace = new PeriodicTimer(Pace);
        while (!_enough.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(_stopped.Token);
            var command = new DemoCommand((submitter * NumbersEach) + _commands[submitter].Count + 1, TimeProvider.System.GetTimestamp());
            _commands[submitter].Add(command);
            await AcknowledgedAsync(command);
            var now = TimeProvider.System.GetTimestamp();
            command.AcknowledgedAt = now;
            Interlocked.Exchange(ref _lastAcknowledgedAt, now);
            _acknowledged[submitter]++;
        }
    }

    /// <summary>A refusal as a duplicate is an acknowledgement too: an earlier attempt has taken effect.</summary>
    private async Task AcknowledgedAsync(DemoCommand command)
    {
        var request = new SubmitAndWaitRequest { Commands = Promise(command) };
        try
        {
            await _client.CallAsync(
                async channel => await new CommandService.CommandServiceClient(channel).SubmitAndWaitAsync(request, deadline: LedgerClient.Deadline, cancellationToken: _stopped.Token),
                _stopped.Token);
        }
        catch (RpcException e) when (ErrorTrailers.InfoOf(e)?.Reason == "DUPLICATE_COMMAND")
        {
            return;
        }
        catch (RpcException e) when (!_stopped.IsCancellationRequested)
        {
            throw new DemoFailedException($"Command {command.Id} was refused: {e.Status.Detail}", e);
        }
    }

    private Commands Promise(DemoCommand command) => new()
    {
        UserId = User,
        CommandId = command.Id,
        ActAs = { _party },
        Commands_ =
        {
            new Command
            {
                Create = new CreateCommand
                {
                    TemplateId = Iou.Name.ToIdentifier(),
                    CreateArguments = Iou.Of(_party, _party, "CHF", $"{command.Number}"),
                },
            },
        },
    };
}
