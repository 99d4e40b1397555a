using Akka.Actor;

namespace Akka.Persistence;

/// <summary>What persistent actors and plugins say to each other.</summary>
public interface IPersistenceMessage : INoSerializationVerificationNeeded
{
}

/// <summary>Between an actor and its journal.</summary>
public interface IJournalMessage : IPersistenceMessage
{
}

/// <summary>To a journal.</summary>
public interface IJournalRequest : IJournalMessage
{
}

/// <summary>From a journal.</summary>
public interface IJournalResponse : IJournalMessage
{
}

/// <summary>Between an actor and its snapshot store.</summary>
public interface ISnapshotMessage : IPersistenceMessage
{
}

/// <summary>To a snapshot store.</summary>
public interface ISnapshotRequest : ISnapshotMessage
{
}

/// <summary>From a snapshot store.</summary>
public interface ISnapshotResponse : ISnapshotMessage
{
}
