using System.Collections.Immutable;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Transactions;

/// <summary>A node of the tree that a submission becomes.</summary>
/// <param name="Id">Its position in the order of execution, from 0.</param>
/// <param name="Contract">The contract that is made, or that something is done with.</param>
/// <param name="Witnesses">Everybody who sees it: its own informees and those of the nodes above it.</param>
internal abstract record TransactionNode(int Id, Contract Contract, PartySet Witnesses)
{
    /// <summary>The contract is made.</summary>
    public sealed record Create(int Id, Contract Contract, PartySet Witnesses) : TransactionNode(Id, Contract, Witnesses);

    /// <summary>A choice of the contract is exercised.</summary>
    public sealed record Exercise(int Id, Contract Contract, PartySet Witnesses, Exercised What) : TransactionNode(Id, Contract, Witnesses);
}

/// <summary>Which choice was exercised, and what came of it.</summary>
/// <param name="Choice">Its name.</param>
/// <param name="Argument">As given.</param>
/// <param name="Actors">The controllers.</param>
/// <param name="IsConsuming">Whether the contract ends with it.</param>
/// <param name="LastDescendant">Id of the last node among its consequences, or its own.</param>
/// <param name="Result">What it answered.</param>
internal sealed record Exercised(string Choice, Value Argument, PartySet Actors, bool IsConsuming, int LastDescendant, Value Result);

/// <summary>What a submission means, before anybody else knows of it.</summary>
/// <param name="Nodes">In the order of execution.</param>
/// <param name="Inputs">Contracts that were there before and that it needs to be active.</param>
/// <param name="EffectiveAt">Ledger effective time.</param>
internal sealed record InterpretedTransaction(ImmutableArray<TransactionNode> Nodes, ImmutableArray<TransactionInput> Inputs, long EffectiveAt)
{
    /// <summary>Everybody who sees a part of it.</summary>
    public PartySet Informees { get; } = Nodes.Aggregate(PartySet.Empty, (all, node) => all.Union(node.Witnesses).Union(node.Contract.Stakeholders));
}

/// <summary>A contract that was there before a transaction.</summary>
/// <param name="Contract">Which.</param>
/// <param name="IsConsumed">Whether it ends with it; otherwise it must only be active.</param>
internal sealed record TransactionInput(StoredContract Contract, bool IsConsumed);
