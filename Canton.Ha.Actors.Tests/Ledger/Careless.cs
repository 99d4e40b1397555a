using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Templates;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Ledger;

/// <summary>A template whose choices do what they should not.</summary>
internal sealed class Careless : IContractTemplate
{
    public static readonly TemplateId Name = new("careless-id", "careless", "Careless", "Careless");

    public TemplateId Id => Name;

    public IReadOnlyList<string> Fields { get; } = ["owner"];

    public IReadOnlyList<IContractChoice> Choices { get; } =
    [
        new Choice("Fail", _ => throw new InvalidOperationException("bug")),
        new Choice("Swallow", Swallow),
        new Choice("Recurse", scope => scope.Exercise(Name, scope.ContractId, "Recurse", new Value { Record = new Record() })),
        new Choice("Look", scope => scope.Fetch(Name, scope.ContractId)["owner"]),
    ];

    public ContractParties PartiesOf(Arguments arguments) => new(PartySet.Of(arguments.Party("owner")), PartySet.Empty);

    private static Value Swallow(IChoiceScope scope)
    {
        try
        {
            return scope.Exercise(Name, scope.ContractId, "Fail", new Value { Record = new Record() });
        }
        catch (Exception failure) when (failure.Message.Length > 0)
        {
            return new Value { Text = "nothing happened" };
        }
    }

    private sealed class Choice(string name, Func<IChoiceScope, Value> run) : IContractChoice
    {
        public string Name => name;

        public bool IsConsuming => false;

        public IReadOnlyList<string> Fields { get; } = [];

        public ChoiceParties PartiesOf(Arguments contract, Arguments argument) => new(PartySet.Of(contract.Party("owner")), PartySet.Empty);

        public Value Run(IChoiceScope scope) => run(scope);
    }
}
