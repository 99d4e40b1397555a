using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Templates;

/// <summary>
/// A template written in C#: which contracts there may be, whose consent they need, who sees them, and what can be done with them.
/// Its code is called whenever a command concerns it, by several threads at once, and must answer the same for the same arguments: it may not look at
/// clocks, files, or anything else outside of its arguments.
/// </summary>
public interface IContractTemplate
{
    /// <summary>Its name. Every participant must have the same template under it.</summary>
    TemplateId Id { get; }

    /// <summary>Labels of the arguments of a contract, in the order of their declaration.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>What can be exercised, besides <c>Archive</c>, which every template has.</summary>
    IReadOnlyList<IContractChoice> Choices { get; }

    /// <summary>Checks the arguments of a contract that is to be made, and says who signs and who observes it.</summary>
    /// <exception cref="TemplateRefusedException">There may be no such contract.</exception>
    ContractParties PartiesOf(Arguments arguments);
}

/// <summary>Something that can be done with a contract.</summary>
public interface IContractChoice
{
    /// <summary>Its name, unique in its template and not <c>Archive</c>.</summary>
    string Name { get; }

    /// <summary>Whether the contract ends with it.</summary>
    bool IsConsuming { get; }

    /// <summary>Labels of its argument, in the order of their declaration.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>Who must consent to exercising it, and who sees it besides them and the stakeholders of the contract.</summary>
    ChoiceParties PartiesOf(Arguments contract, Arguments argument);

    /// <summary>Does it, with the consent of the contract's signatories and the choice's controllers. The result is what the client gets.</summary>
    /// <exception cref="TemplateRefusedException">It cannot be done.</exception>
    Value Run(IChoiceScope scope);
}

/// <summary>The ledger as the code of a choice may use it.</summary>
public interface IChoiceScope
{
    /// <summary>Id of the contract whose choice it is.</summary>
    string ContractId { get; }

    /// <summary>Arguments of that contract.</summary>
    Arguments Contract { get; }

    /// <summary>Argument of the choice.</summary>
    Arguments Argument { get; }

    /// <summary>Ledger effective time of the transaction.</summary>
    DateTimeOffset EffectiveAt { get; }

    /// <summary>Makes a contract and answers its id.</summary>
    string Create(TemplateId template, Record arguments);

    /// <summary>Exercises a choice of a contract and answers its result.</summary>
    Value Exercise(TemplateId template, string contractId, string choice, Value argument);

    /// <summary>Arguments of an active contract; fails if there is none.</summary>
    Arguments Fetch(TemplateId template, string contractId);
}

/// <summary>Whose consent a contract needs, and who else sees it.</summary>
/// <param name="Signatories">At least one party.</param>
/// <param name="Observers">May repeat signatories.</param>
public sealed record ContractParties(PartySet Signatories, PartySet Observers);

/// <summary>Whose consent a choice needs, and who else sees it.</summary>
/// <param name="Controllers">At least one party.</param>
/// <param name="Observers">Besides the stakeholders of the contract.</param>
public sealed record ChoiceParties(PartySet Controllers, PartySet Observers);
