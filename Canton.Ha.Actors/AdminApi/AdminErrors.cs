using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Replication;
using Canton.Ha.Actors.Storage;
using Grpc.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>The catalogue of what the Admin API can refuse, and how each is told. Ids that the reference has mean what they mean there.</summary>
internal static class AdminErrors
{
    /// <summary>Fact and trailer: name of the active replica.</summary>
    public const string ActiveReplica = "active_replica";

    /// <summary>Fact and trailer: where the Admin API of the active replica listens, host:port.</summary>
    public const string ActiveAdminAddress = "active_admin_address";

    public static readonly ErrorCode NotSupportedByStorage =
        new("PARTICIPANT_REPLICATION_NOT_SUPPORTED_BY_STORAGE", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode InternalError = new("PARTICIPANT_REPLICATION_INTERNAL_ERROR", ErrorCategory.SystemInternalAssumptionViolated);

    /// <summary>Beyond the reference: a hand-over needs somebody to hand over to.</summary>
    public static readonly ErrorCode NoOtherReplica = new("PARTICIPANT_REPLICATION_NO_OTHER_REPLICA", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    /// <summary>Beyond the reference: while automatic failover is paused, a hand-over must name its successor.</summary>
    public static readonly ErrorCode NeedsSuccessor = new("PARTICIPANT_REPLICATION_NEEDS_SUCCESSOR", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    /// <summary>Beyond the reference: the successor that was named cannot take over, or is not there.</summary>
    public static readonly ErrorCode UnknownSuccessor = new("PARTICIPANT_REPLICATION_UNKNOWN_SUCCESSOR", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    /// <summary>Beyond the reference: a replica of which this one has never heard.</summary>
    public static readonly ErrorCode UnknownReplica = new("PARTICIPANT_REPLICATION_UNKNOWN_REPLICA", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    /// <summary>Beyond the reference: nobody else passed the barrier in time, and this replica is active again, or tries to be.</summary>
    public static readonly ErrorCode NobodyTookOver = new("PARTICIPANT_REPLICATION_NOBODY_TOOK_OVER", ErrorCategory.ContentionOnSharedResources);

    /// <summary>Beyond the reference: another replica than the named successor passed the barrier.</summary>
    public static readonly ErrorCode SomebodyElseTookOver =
        new("PARTICIPANT_REPLICATION_SOMEBODY_ELSE_TOOK_OVER", ErrorCategory.ContentionOnSharedResources);

    /// <summary>Beyond the reference: the role is just changing.</summary>
    public static readonly ErrorCode InTransition = new("PARTICIPANT_REPLICATION_IN_TRANSITION", ErrorCategory.TransientServerFailure);

    /// <summary>Beyond the reference: what the replicas share could not be read or written.</summary>
    public static readonly ErrorCode StorageUnavailable = new("PARTICIPANT_STORAGE_UNAVAILABLE", ErrorCategory.TransientServerFailure);

    /// <summary>Beyond the reference, which has no such status: a subscriber that does not keep up.</summary>
    public static readonly ErrorCode SubscriberTooSlow =
        new("WATCH_SUBSCRIBER_TOO_SLOW", ErrorCategory.ContentionOnSharedResources) { Status = StatusCode.ResourceExhausted };

    /// <summary>What an exception means to whoever has asked.</summary>
    /// <param name="cause">The exception.</param>
    /// <param name="replica">Who was asked.</param>
    /// <param name="asked">For what.</param>
    public static CantonError Of(Exception cause, string replica, string asked) => cause switch
    {
        CantonErrorException known => known.Error,
        AskTimeoutException => new CantonError(CommonErrors.RequestTimeOut, $"{replica} has not answered {asked} in time; look at its status."),
        _ when StorageTrouble.IsCauseOf(cause) => NoStorage(replica, cause),
        _ => new CantonError(InternalError, cause.Message),
    };

    public static CantonErrorException Missing(string field) =>
        new(new CantonError(CommonErrors.MissingField, $"The field {field} is empty; it must have a value.").With("field_name", field));

    /// <param name="field">Name of the field.</param>
    /// <param name="sentence">What it must be, and what it is: follows its name.</param>
    public static CantonErrorException Invalid(string field, string sentence) =>
        new(new CantonError(CommonErrors.InvalidField, $"The field {field} {sentence}").With("field_name", field));

    /// <summary>What cannot be read as the message that it should be.</summary>
    public static CantonErrorException NotRead(string field, string sentence) =>
        new(new CantonError(CommonErrors.NotReadCode, $"The field {field} {sentence}").With("field_name", field));

    /// <summary>Names the replica to turn to, if this one sees it.</summary>
    public static CantonErrorException Passive(Roster roster, string replica) => Passive(roster, replica, CommonErrors.NodeIsPassiveReplica);

    /// <summary>The same under another id.</summary>
    public static CantonErrorException Passive(Roster roster, string replica, ErrorCode code)
    {
        var leader = roster.Replicas.FirstOrDefault(entry => entry.Replica == roster.Leader && entry.Replica != replica);
        var turnTo = leader switch
        {
            null => "it does not see which replica is active; try again",
            { Addresses.Admin: "" } => $"turn to {leader.Replica}",
            _ => $"turn to {leader.Replica} at {leader.Addresses.Admin}",
        };
        return new CantonErrorException(new CantonError(code, $"{replica} is passive and cannot do that: {turnTo}.")
            .With(ActiveReplica, leader?.Replica)
            .With(ActiveAdminAddress, leader?.Addresses.Admin));
    }

    public static CantonErrorException NotRunning(string replica) =>
        new(new CantonError(CommonErrors.ServiceNotRunning, $"{replica} is not running: it has not started yet, is being built anew, or has stopped.").With("service_name", replica));

    public static CantonError NotTakenOver(string replica, ReplicationProtocol.NobodyTookOver late) =>
        new(NobodyTookOver, $"Nobody took over from {replica} within {late.After.TotalSeconds:0.###} s; {late.Since}.");

    public static CantonError TakenOverByAnother(string replica, ReplicationProtocol.SomebodyElseTookOver other) =>
        new CantonError(SomebodyElseTookOver, $"{other.Successor} took over from {replica} in term {other.Term}, and not {other.Wanted}.")
            .With("successor", other.Successor);

    public static CantonErrorException Unknown(string replica, IEnumerable<string> known) =>
        new(new CantonError(UnknownReplica, $"There is no replica \"{replica}\" of this participant that is known yet: there are {string.Join(", ", known)}."));

    public static CantonErrorException PerhapsChanged(string replica) =>
        new(new CantonError(CommonErrors.RequestTimeOut, $"The storage of {replica} has not answered in time: it may have taken effect; look at the roster."));

    public static CantonError NoStorage(string replica, Exception cause) =>
        new(StorageUnavailable, $"{replica} cannot use what it shares with the other replicas: {cause.Message}");

    public static CantonError Stopping(string replica) => new(CommonErrors.AbortedDueToShutdown, $"{replica} stops.");

    public static CantonError TooSlow(int buffer) =>
        new(SubscriberTooSlow, $"This subscriber did not keep up: more than {buffer} events waited for it. Subscribe again and begin with the new snapshot.");

    public static CantonErrorException Full(int most) =>
        new(new CantonError(CommonErrors.MaximumNumberOfStreams, $"There are {most} subscribers already, as many as admin-api.watch.subscribers-max allows.").With("limit", $"{most}"));
}
