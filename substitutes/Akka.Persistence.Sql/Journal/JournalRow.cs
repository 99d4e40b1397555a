namespace Akka.Persistence.Sql.Journal;

/// <summary>An event as it is stored.</summary>
internal sealed record JournalRow(
    string PersistenceId,
    long SequenceNumber,
    long Created,
    byte[] Message,
    string? Manifest,
    int? Identifier,
    string? WriterUuid,
    IReadOnlyCollection<string> Tags);
