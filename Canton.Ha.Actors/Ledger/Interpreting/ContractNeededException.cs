using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Interpreting;

/// <summary>Interpretation has come to a contract that nobody has looked up. Goes through the code of templates to the interpreter.</summary>
internal sealed class ContractNeededException(ContractId id) : Exception($"The contract {id} was not looked up.")
{
    public ContractId Id { get; } = id;
}
