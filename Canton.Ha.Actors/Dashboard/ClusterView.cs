using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>What the replicas share, as the storage told it last.</summary>
/// <param name="IsCurrent">False while the storage cannot be read: then the rest is what was read last.</param>
/// <param name="Leader">The replica whose main session holds the main lock; null when nobody's does.</param>
/// <param name="Newest">The newest term; null before the first.</param>
/// <param name="Replicas">Every replica seen lately, ordered by name.</param>
/// <param name="Pause">Automatic failover is off; null when it is on.</param>
internal sealed record ClusterView(bool IsCurrent, string? Leader, TermRecord? Newest, ImmutableArray<MemberView> Replicas, FailoverPause? Pause);

/// <summary>One replica as the roster has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsPresent">It has a presence session; false for a while after it has lost it.</param>
/// <param name="Ledger">Where its Ledger API can be reached: host:port, or empty where it has none.</param>
/// <param name="Admin">Likewise its Admin API.</param>
/// <param name="Health">Likewise its health server, and so its page.</param>
/// <param name="Priority">Who goes first when the lock is free.</param>
internal sealed record MemberView(string Name, bool IsPresent, string Ledger, string Admin, string Health, int Priority);

/// <summary>Another replica, by its own word.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Problem">Why nothing is heard from it; null while it is heard.</param>
/// <param name="Heard">What it said last; null before its first word.</param>
internal sealed record PeerView(string Name, string? Problem, ReplicaView? Heard);

/// <summary>The newest terms.</summary>
/// <param name="Terms">Newest first.</param>
/// <param name="Problem">Why they could not be read again; null when they were.</param>
internal sealed record TermsView(ImmutableArray<TermRecord> Terms, string? Problem);
