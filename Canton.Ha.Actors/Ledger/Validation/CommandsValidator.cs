using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf.Collections;

namespace Canton.Ha.Actors.Ledger.Validation;

/// <summary>Reads the commands of a request in the order of the reference: the first thing that is wrong is told.</summary>
/// <param name="templates">Which packages there are.</param>
/// <param name="longestPeriod">The deduplication duration of commands that do not name one.</param>
internal sealed class CommandsValidator(TemplateCatalogue templates, TimeSpan longestPeriod)
{
    private readonly DisclosureRules _disclosures = new(templates);

    /// <exception cref="CantonErrorException">Something is wrong; nothing has happened.</exception>
    public Submission Validate(Commands? message)
    {
        var commands = Fields.Required(message, "commands");
        var workflowId = Fields.WorkflowId(commands.WorkflowId);
        var userId = Fields.UserId(commands.UserId);
        var commandId = Fields.CommandId(commands.CommandId);
        var submissionId = Fields.SubmissionId(commands.SubmissionId);
        var actAs = Fields.Parties(commands.ActAs, "act_as");
        var readAs = Fields.Parties(commands.ReadAs, "read_as").Except(actAs);
        if (actAs.IsEmpty)
            throw RequestErrors.Missing("party or act_as");

        var synchronizer = Fields.SynchronizerId(commands.SynchronizerId);
        var inner = Validate(commands.Commands_);
        var minLedgerTime = MinLedgerTimeOf(commands);
        var period = PeriodOf(commands);
        var disclosed = _disclosures.Validate(commands.DisclosedContracts);
        CheckPreferences(commands.PackageIdSelectionPreference);
        CheckPrefetched(commands.PrefetchContractKeys);
        if (commands is { HasTapsMaxPasses: true, TapsMaxPasses: 0 })
            throw RequestErrors.InvalidArgument("The field taps_max_passes is 0; it must be 1 or more, or be left out.");

        return new Submission(
            new ChangeId(userId, commandId, actAs), submissionId, workflowId, readAs, synchronizer, inner, minLedgerTime, period, disclosed);
    }

    private static ImmutableArray<LedgerCommand> Validate(RepeatedField<Command> commands) => commands.Count switch
    {
        0 => throw RequestErrors.Missing("commands"),
        > LedgerLimits.CommandsMax => throw RequestErrors.InvalidArgument($"There are {commands.Count} commands; there may be {LedgerLimits.CommandsMax}."),
        _ => [.. commands.Select(Validate)],
    };

    private static LedgerCommand Validate(Command command) => command.CommandCase switch
    {
        Command.CommandOneofCase.Create => Validate(command.Create),
        Command.CommandOneofCase.Exercise => Validate(command.Exercise),
        Command.CommandOneofCase.CreateAndExercise => Validate(command.CreateAndExercise),
        Command.CommandOneofCase.ExerciseByKey => Validate(command.ExerciseByKey),
        _ => throw RequestErrors.Missing("command"),
    };

    private static LedgerCommand.Create Validate(CreateCommand command) =>
        new(TemplateNames.InCommand(command.TemplateId), Arguments(command.CreateArguments));

    private static LedgerCommand.Exercise Validate(ExerciseCommand command) => new(
        TemplateNames.InCommand(command.TemplateId), Fields.ContractId(command.ContractId), Fields.Choice(command.Choice), Argument(command.ChoiceArgument));

    private static LedgerCommand.CreateAndExercise Validate(CreateAndExerciseCommand command) => new(
        TemplateNames.InCommand(command.TemplateId), Arguments(command.CreateArguments), Fields.Choice(command.Choice), Argument(command.ChoiceArgument));

    private static LedgerCommand.ExerciseByKey Validate(ExerciseByKeyCommand command) => new(
        TemplateNames.InCommand(command.TemplateId), Argument(command.ContractKey, "contract_key"), Fields.Choice(command.Choice), Argument(command.ChoiceArgument));

    private static Record Arguments(Record? record)
    {
        var arguments = Fields.Required(record, "create_arguments");
        ValueRules.Check(arguments);
        return arguments;
    }

    private static Value Argument(Value? value, string field = "value")
    {
        var argument = Fields.Required(value, field);
        ValueRules.Check(argument);
        return argument;
    }

    private static MinLedgerTime MinLedgerTimeOf(Commands commands)
    {
        if (commands is { MinLedgerTimeAbs: not null, MinLedgerTimeRel: not null })
            throw RequestErrors.InvalidArgument("The fields min_ledger_time_abs and min_ledger_time_rel are both set; at most one of them may be.");

        return new MinLedgerTime(
            commands.MinLedgerTimeAbs is { } absolute ? Micros.Of(absolute) : Micros.Min,
            commands.MinLedgerTimeRel is { } relative ? Math.Max(0, Micros.Of(relative)) : 0);
    }

    private DeduplicationPeriod PeriodOf(Commands commands)
    {
        switch (commands.DeduplicationPeriodCase)
        {
            case Commands.DeduplicationPeriodOneofCase.DeduplicationOffset when commands.DeduplicationOffset < 0:
                throw RequestErrors.NegativeOffset("deduplication_period", commands.DeduplicationOffset);
            case Commands.DeduplicationPeriodOneofCase.DeduplicationOffset:
                return new DeduplicationPeriod.Offset(commands.DeduplicationOffset);
            case Commands.DeduplicationPeriodOneofCase.DeduplicationDuration:
                var duration = Micros.Of(commands.DeduplicationDuration);
                return duration >= 0 ? new DeduplicationPeriod.Duration(duration) : throw RequestErrors.Invalid("deduplication_period", "Duration must be positive");
            default:
                return new DeduplicationPeriod.Duration(Micros.Of(longestPeriod));
        }
    }

    private void CheckPreferences(IEnumerable<string> packageIds)
    {
        var preferred = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in packageIds)
        {
            var name = LedgerStrings.IsPackageId(id) ? templates.NameOf(id) : null;
            if (name is null)
                throw RequestErrors.InvalidArgument($"The field package_id_selection_preference has '{id}', which is no package of this participant.");
            if (!preferred.TryAdd(name, id) && preferred[name] != id)
                throw RequestErrors.InvalidArgument($"The field package_id_selection_preference has two ids of the package {name}: {preferred[name]} and {id}.");
        }
    }

    private static void CheckPrefetched(IEnumerable<PrefetchContractKey> keys)
    {
        foreach (var key in keys)
        {
            TemplateNames.InCommand(key.TemplateId);
            Argument(key.ContractKey, "contract_key");
            if (key is { HasLimit: true, Limit: 0 })
                throw RequestErrors.InvalidArgument("The field prefetch_contract_keys has a limit of 0; it must be 1 or more, or be left out.");
        }
    }
}
