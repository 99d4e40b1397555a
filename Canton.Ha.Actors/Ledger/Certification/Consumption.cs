using System.Runtime.InteropServices;
using Canton.Ha.Actors.Ledger.Transactions;

namespace Canton.Ha.Actors.Ledger.Certification;

/// <summary>An accepted transaction ended a contract, here or elsewhere.</summary>
/// <param name="Contract">Which.</param>
/// <param name="At">Sequencing time of the transaction.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Consumption(ContractId Contract, long At);
