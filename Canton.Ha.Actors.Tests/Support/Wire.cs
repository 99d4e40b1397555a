using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Messages as a client of the Ledger API sends them.</summary>
internal static class Wire
{
    /// <summary>The hash of a namespace.</summary>
    public const string Hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    public const string Synchronizer = $"synchronizer::1220{Hash}";

    /// <summary>A template without code.</summary>
    public static Identifier Note { get; } = new() { PackageId = "#notes", ModuleName = "Notes", EntityName = "Note" };

    /// <summary>The sample with code.</summary>
    public static Identifier Iou { get; } = new() { PackageId = "#iou", ModuleName = "Iou", EntityName = "Iou" };

    public static Value Party(string party) => new() { Party = party };

    public static Value Text(string text) => new() { Text = text };

    public static Value Nothing { get; } = new() { Record = new Record() };

    public static Record Record(params (string Label, Value Value)[] fields)
    {
        var record = new Record();
        record.Fields.AddRange(fields.Select(field => new RecordField { Label = field.Label, Value = field.Value }));
        return record;
    }

    public static Command Create(Identifier template, Record arguments) => new() { Create = new CreateCommand { TemplateId = template, CreateArguments = arguments } };

    public static Command Exercise(Identifier template, string contractId, string choice, Value argument) =>
        new() { Exercise = new ExerciseCommand { TemplateId = template, ContractId = contractId, Choice = choice, ChoiceArgument = argument } };

    public static Command Archive(Identifier template, string contractId) => Exercise(template, contractId, "Archive", Nothing);

    /// <summary>The transfer of an Iou.</summary>
    public static Command Transfer(string contractId, string newOwner) =>
        Exercise(Iou, contractId, "Transfer", new Value { Record = Record(("newOwner", Party(newOwner))) });

    public static Commands Commands(string commandId, string actAs, params Command[] commands)
    {
        var message = new Commands { UserId = "user", CommandId = commandId, ActAs = { actAs } };
        message.Commands_.AddRange(commands);
        return message;
    }

    /// <summary>Everything of these parties.</summary>
    public static EventFormat Everything(params string[] parties)
    {
        var format = new EventFormat { Verbose = true };
        foreach (var party in parties)
            format.FiltersByParty[party] = new Filters();
        return format;
    }
}
