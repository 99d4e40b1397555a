using System.Runtime.InteropServices;
using Canton.Ha.Actors.Ledger.Transactions;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Indexing;

/// <summary>A contract of which a party hosted here is a stakeholder.</summary>
/// <param name="Offset">Of its creation.</param>
/// <param name="Node">Of its creation.</param>
/// <param name="Synchronizer">Where it is.</param>
/// <param name="Contract">What it is.</param>
/// <param name="ArchivedAt">Offset of its end; null while it is active.</param>
internal sealed record ContractRow(long Offset, int Node, string Synchronizer, V1.Contract Contract, long? ArchivedAt)
{
    public ContractId Id => ContractId.From(Contract.ContractId.Span);
}

/// <summary>A stored contract ends.</summary>
/// <param name="Contract">Which.</param>
/// <param name="Offset">With which update.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Archival(ContractId Contract, long Offset);
