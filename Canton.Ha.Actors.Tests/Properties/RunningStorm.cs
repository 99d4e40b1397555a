using System.Collections.Concurrent;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Running ledgers on one synchronizer to which things happen, and what must be true in the end.</summary>
internal sealed class RunningStorm : IAsyncDisposable
{
    private const int Participants = 3;

    private readonly LoopSynchronizer _synchronizer = new();
    private readonly List<Participant> _participants = [];
    private readonly List<(Participant By, Commands Commands)> _submitted = [];
    private readonly List<Task> _calls = [];

    public static async Task<RunningStorm> BeginAsync()
    {
        var storm = new RunningStorm();
        for (var number = 0; number < Participants; number++)
            storm._participants.Add(await Participant.StartAsync($"participant{number}", storm._synchronizer));
        foreach (var participant in storm._participants)
            await participant.Bench.AllocateAsync(participant.Party);
        foreach (var participant in storm._participants)
            foreach (var other in storm._participants)
                await participant.Bench.LearnsOfAsync(other.Party);
        return storm;
    }

    public Task ApplyAsync(RunningStep step)
    {
        var participant = _participants[step.Participant];
        return step.Kind switch
        {
            RunningStepKind.Create => Submit(participant, Wire.Create(Wire.Iou, Iou.Of(participant.Party, SomeParty(step.Choice), "CHF", "1"))),
            RunningStepKind.Transfer => Exercise(participant, step, row => Wire.Transfer(row.Id.ToString(), SomeParty(step.Choice))),
            RunningStepKind.Archive => Exercise(participant, step, row => Wire.Archive(Wire.Iou, row.Id.ToString())),
            RunningStepKind.Retry => Retry(step.Choice),
            RunningStepKind.Wait => Eventually.PassesAsync(TimeSpan.FromMilliseconds(1 + (step.Choice % 5))),
            RunningStepKind.TakeOver => participant.TakeOverAsync(),
            _ => participant.DisturbAsync(step),
        };
    }

    /// <summary>Everybody is connected again, every call has ended, and everything is delivered.</summary>
    public async Task SettleAsync()
    {
        foreach (var participant in _participants)
            await participant.TakeOverAsync();
        await Task.WhenAll(_calls).WaitAsync(Bounds.Takeover);
        foreach (var participant in _participants)
            await participant.TakeOverAsync();
        foreach (var participant in _participants)
            await Eventually.BecomesTrueAsync(
                $"{participant.Party} has every outcome", async () => (await participant.Bench.Store.LoadAsync(default)).InFlight.IsEmpty && participant.HasHeardEverything, Bounds.Takeover);
    }

    public void Check()
    {
        var accepted = _participants.SelectMany(participant => LedgerChecks.AcceptedIn(participant.Bench.Updates)).ToHashSet();
        var active = LedgerChecks.Replay(_synchronizer.Sequenced.Select(sequenced => sequenced.Message), accepted);
        foreach (var participant in _participants)
        {
            participant.Check();
            LedgerChecks.EachSeesItsContracts(participant.Bench.Updates, participant.Bench.Active, participant.Party, active);
            foreach (var other in _participants)
                participant.SharedWith(other).Should().BeEquivalentTo(other.SharedWith(participant), "they agree on their common contracts");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var participant in _participants)
            await participant.Bench.DropAsync();
        await _synchronizer.DisposeAsync();
    }

    private Task Exercise(Participant participant, RunningStep step, Func<ContractRow, Command> command) =>
        participant.Bench.Active is { Count: > 0 } active ? Submit(participant, command(active[step.Choice % active.Count])) : Task.CompletedTask;

    private Task Submit(Participant participant, Command command)
    {
        var commands = Wire.Commands($"c{_submitted.Count}", participant.Party, command);
        _submitted.Add((participant, commands));
        _calls.Add(participant.SubmitAsync(commands));
        return Task.CompletedTask;
    }

    /// <summary>A client that does not know the outcome, or does not wait for it, submits again under the same command id.</summary>
    private Task Retry(int choice)
    {
        if (_submitted.Count > 0 && _submitted[choice % _submitted.Count] is var (by, commands))
            _calls.Add(by.SubmitAsync(commands));
        return Task.CompletedTask;
    }

    private string SomeParty(int choice) => _participants[choice % Participants].Party;

    private sealed class Participant(LedgerBench bench, FlakyWrites writes)
    {
        private readonly ConcurrentQueue<string> _acknowledged = new();

        public LedgerBench Bench => bench;

        public string Party { get; } = $"party-of-{bench.Participant.Split("::")[0]}";

        public bool HasHeardEverything => bench.Link.Connection.Written == bench.Synchronizer.LastCounterOf(bench.Participant);

        public static async Task<Participant> StartAsync(string name, LoopSynchronizer synchronizer)
        {
            FlakyWrites? writes = null;
            var bench = await LedgerBench.StartAsync(name, synchronizer, parts => parts with { Writes = writes = new FlakyWrites(parts.Writes) });
            return new Participant(bench, writes!);
        }

        public async Task SubmitAsync(Commands commands)
        {
            var submission = bench.Validate(commands);
            try
            {
                await bench.Ledger.SubmitAsync(submission, default);
                _acknowledged.Enqueue(submission.SubmissionId);
            }
            catch (CantonErrorException)
            {
                // It was refused, or nobody knows: both leave at most one completion.
            }
        }

        public Task DisturbAsync(RunningStep step)
        {
            switch (step.Kind)
            {
                case RunningStepKind.LoseAnswers:
                    bench.Link.LosesAnswers = true;
                    return Task.CompletedTask;
                case RunningStepKind.LoseMessages:
                    bench.Link.LosesMessages = true;
                    return Task.CompletedTask;
                case RunningStepKind.DeliverLate:
                    bench.Link.Hold();
                    return Task.CompletedTask;
                case RunningStepKind.FailWrite:
                    writes.FailNext(step.Choice % 2 == 0);
                    return Task.CompletedTask;
                default:
                    return ReconnectAsync();
            }
        }

        /// <summary>What readers have seen so far they must see again.</summary>
        public async Task TakeOverAsync()
        {
            var seen = SeenUpTo(bench.Ledger.Head.End);
            await bench.DropAsync();
            writes.Recover();
            await bench.OpenAsync();
            await bench.ConnectAsync();
            SeenUpTo(seen.Count).Should().Equal(seen, "what was published never changes");
        }

        /// <summary>The ledger may have ended, or end meanwhile.</summary>
        private async Task ReconnectAsync()
        {
            try
            {
                await bench.ConnectAsync();
            }
            catch (NotActiveException)
            {
                await TakeOverAsync();
            }
        }

        private List<(long Offset, string Id)> SeenUpTo(long end) =>
            [.. bench.Updates.TakeWhile(update => update.Offset <= end).Select(update => (update.Offset, update.UpdateId))];

        public IEnumerable<string> SharedWith(Participant other) => bench.Active.Where(row => LedgerChecks.IsStakeholder(row, other.Party)).Select(row => row.Id.ToString());

        public void Check()
        {
            SimulatedParticipant.Now(bench.Store.FindDifferencesAsync(0, 1, default)).Should().BeEmpty();
            bench.Warnings.Should().BeEmpty();
            LedgerChecks.EveryAcknowledgedSubmissionHasOneOutcome(bench.Updates, _acknowledged);
        }
    }
}
