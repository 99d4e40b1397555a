using Akka.Actor;
using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Synchronizers;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>The replica behind an Admin API. Its servers listen before its actors are started, so that a port in use is known before anything happens.</summary>
public sealed class AdminNode
{
    private readonly long _startedAt = TimeProvider.System.GetTimestamp();
    private volatile AdminActors? _actors;

    /// <summary>Its settings.</summary>
    public required NodeSettings Settings { get; init; }

    /// <summary>What it knows about itself.</summary>
    public required StatusBoard Board { get; init; }

    /// <summary>The term table.</summary>
    public required ITermHistory History { get; init; }

    /// <summary>What replicas keep to when they take over.</summary>
    public required IFailoverPolicies Policies { get; init; }

    /// <summary>Where its servers can be reached.</summary>
    public required Func<ReplicaAddresses> Addresses { get; init; }

    /// <summary>The synchronizers of a participant; null for a node that has none.</summary>
    internal SynchronizerAccess? Synchronizers { get; init; }

    /// <summary>The effective configuration of its process, without secrets.</summary>
    public required string Configuration { get; init; }

    /// <summary>Knows by a token who is an operator.</summary>
    internal Tokens Tokens { get; init; } = Tokens.Off;

    /// <summary>Its Admin API asks for tokens.</summary>
    internal bool AsksWhoCalls => Tokens.IsOn;

    /// <summary>The clock by which tokens expire.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What this process shows to its own Ledger API.</summary>
    internal Secret? LedgerToken { get; init; }

    /// <summary>Its name.</summary>
    public string Name => Settings.Name;

    /// <summary>Time since it was put together.</summary>
    public TimeSpan Uptime => TimeProvider.System.GetElapsedTime(_startedAt);

    /// <summary>For what a client may not know; goes nowhere as long as the replica has not started.</summary>
    internal ILoggingAdapter Log => _actors?.Log ?? NoLogger.Instance;

    internal bool HasStarted => _actors is not null;

    /// <summary>Whom to ask.</summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">There is nobody yet, or nobody any more.</exception>
    internal AdminActors Actors => _actors ?? throw AdminErrors.NotRunning(Name);

    /// <summary>From now on calls are answered.</summary>
    public void Started(AdminActors actors) => _actors = actors;

    /// <summary>From now on there is nobody any more to answer calls.</summary>
    public void Stopped() => _actors = null;
}

/// <summary>What the Admin API talks to.</summary>
/// <param name="Replica">Who understands <see cref="ReplicationProtocol"/>.</param>
/// <param name="Watch">Who understands <see cref="WatchProtocol"/>.</param>
/// <param name="Log">For what a client may not know.</param>
/// <param name="SetLogLevel">Changes what the node writes until it ends.</param>
public sealed record AdminActors(IActorRef Replica, IActorRef Watch, ILoggingAdapter Log, Action<LogThreshold> SetLogLevel);
