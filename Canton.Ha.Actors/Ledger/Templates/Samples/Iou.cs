using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Templates.Samples;

/// <summary>A promise of the issuer to pay an amount to whoever owns it. The owner may transfer it; the issuer need not consent again.</summary>
public sealed class Iou : IContractTemplate
{
    /// <summary>Its name.</summary>
    public static readonly TemplateId Name = new("7b9a1d4c0e3f52a86c1d9e47b03f58a2c6e91d70f4b8325ad1e6079c43fb82d5", "iou", "Iou", "Iou");

    /// <inheritdoc/>
    public TemplateId Id => Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields { get; } = ["issuer", "owner", "currency", "amount"];

    /// <inheritdoc/>
    public IReadOnlyList<IContractChoice> Choices { get; } = [new TransferChoice()];

    /// <summary>The arguments of a contract.</summary>
    public static Record Of(string issuer, string owner, string currency, string amount)
    {
        var record = new Record();
        record.Fields.Add(new RecordField { Label = "issuer", Value = new Value { Party = issuer } });
        record.Fields.Add(new RecordField { Label = "owner", Value = new Value { Party = owner } });
        record.Fields.Add(new RecordField { Label = "currency", Value = new Value { Text = currency } });
        record.Fields.Add(new RecordField { Label = "amount", Value = new Value { Numeric = amount } });
        return record;
    }

    /// <inheritdoc/>
    public ContractParties PartiesOf(Arguments arguments)
    {
        if (arguments.Numeric("amount") <= 0)
            throw new TemplateRefusedException($"The amount is {arguments.Numeric("amount")}; it must be positive.");
        if (arguments.Text("currency").Length == 0)
            throw new TemplateRefusedException("The currency is empty; it must have a name.");

        return new ContractParties(PartySet.Of(arguments.Party("issuer")), PartySet.Of(arguments.Party("owner")));
    }

    /// <summary>Ends this promise and makes the same one to <c>newOwner</c>; its id is the result.</summary>
    private sealed class TransferChoice : IContractChoice
    {
        public string Name => "Transfer";

        public bool IsConsuming => true;

        public IReadOnlyList<string> Fields { get; } = ["newOwner"];

        public ChoiceParties PartiesOf(Arguments contract, Arguments argument) =>
            new(PartySet.Of(contract.Party("owner")), PartySet.Of(argument.Party("newOwner")));

        public Value Run(IChoiceScope scope)
        {
            var iou = scope.Contract;
            var transferred = Of(iou.Party("issuer"), scope.Argument.Party("newOwner"), iou.Text("currency"), iou["amount"].Numeric);
            return new Value { ContractId = scope.Create(Iou.Name, transferred) };
        }
    }
}
