using Akka.Actor;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Shell;

/// <summary>A replica as the console sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Replica">Who understands <see cref="ReplicationProtocol"/>.</param>
/// <param name="Board">Its last status.</param>
/// <param name="History">The term table it shares with the others.</param>
public sealed record ConsoleNode(string Name, IActorRef Replica, StatusBoard Board, ITermHistory History);
