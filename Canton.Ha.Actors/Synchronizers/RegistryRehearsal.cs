namespace Canton.Ha.Actors.Synchronizers;

/// <summary>How a replica that is passive goes beforehand through what it does with its synchronizers.</summary>
/// <param name="Journal">What is remembered, read without a term.</param>
/// <param name="ConnectAsync">Connects a ledger that is kept nowhere with a synchronizer within this process.</param>
internal sealed record RegistryRehearsal(RegistryJournal Journal, Func<CancellationToken, Task> ConnectAsync);
