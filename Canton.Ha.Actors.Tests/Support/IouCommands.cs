using Canton.Ha.Actors.Ledger.Templates.Samples;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What can be done with promises to pay, as commands.</summary>
internal static class IouCommands
{
    /// <summary>The user in whose name they are given.</summary>
    public const string User = "stories";

    public static Identifier Template => new() { PackageId = "#iou", ModuleName = "Iou", EntityName = "Iou" };

    public static Commands Create(string issuer, string owner, int amount) =>
        By(issuer, new Command { Create = new CreateCommand { TemplateId = Template, CreateArguments = Iou.Of(issuer, owner, "CHF", $"{amount}") } });

    public static Commands Transfer(HeldIou iou, string newOwner) => By(iou.Owner, Exercise(iou, "Transfer", new Record
    {
        Fields = { new RecordField { Label = "newOwner", Value = new Value { Party = newOwner } } },
    }));

    public static Commands Archive(HeldIou iou) => By(iou.Issuer, Exercise(iou, "Archive", new Record()));

    private static Command Exercise(HeldIou iou, string choice, Record argument) => new()
    {
        Exercise = new ExerciseCommand { TemplateId = Template, ContractId = iou.ContractId, Choice = choice, ChoiceArgument = new Value { Record = argument } },
    };

    private static Commands By(string party, Command command) => new() { UserId = User, ActAs = { party }, Commands_ = { command } };
}

/// <summary>A promise that somebody sees.</summary>
internal sealed record HeldIou(string ContractId, string Issuer, string Owner)
{
    public static HeldIou Of(CreatedEvent created) => new(created.ContractId, Party(created, 0), Party(created, 1));

    private static string Party(CreatedEvent created, int field) => created.CreateArguments.Fields[field].Value.Party;
}
