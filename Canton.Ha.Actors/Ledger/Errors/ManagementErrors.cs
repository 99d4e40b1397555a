using Canton.Ha.Actors.Contracts.Errors;

namespace Canton.Ha.Actors.Ledger.Errors;

/// <summary>The catalogue of what the management of parties and users can refuse.</summary>
internal static class ManagementErrors
{
    public static readonly ErrorCode UserNotFoundCode = new("USER_NOT_FOUND", ErrorCategory.ResourceMissing);

    public static readonly ErrorCode UserAlreadyExistsCode = new("USER_ALREADY_EXISTS", ErrorCategory.ResourceExists);

    public static readonly ErrorCode TooManyUserRightsCode = new("TOO_MANY_USER_RIGHTS", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode AllocationInFlightCode = new("REQUEST_ALREADY_IN_FLIGHT", ErrorCategory.ContentionOnSharedResources);

    public static readonly ErrorCode AllocationWithoutSynchronizerCode =
        new("PARTY_ALLOCATION_WITHOUT_CONNECTED_SYNCHRONIZER", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode CannotDetermineSynchronizerCode =
        new("PARTY_ALLOCATION_CANNOT_DETERMINE_SYNCHRONIZER", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static readonly ErrorCode NotConnectedCode = new("NOT_CONNECTED_TO_SYNCHRONIZER", ErrorCategory.InvalidGivenCurrentSystemStateOther);

    public static CantonErrorException UserNotFound(string id) => AboutUser(UserNotFoundCode, id, $"There is no user {id}.");

    public static CantonErrorException UserAlreadyExists(string id) => AboutUser(UserAlreadyExistsCode, id, $"There is a user {id} already.");

    public static CantonErrorException TooManyUserRights(string id, int rights) => AboutUser(
        TooManyUserRightsCode, id, $"The user {id} would have {rights} rights; it may have {LedgerLimits.UserRightsMax}.");

    /// <summary>Somebody else allocates the same party at this moment.</summary>
    public static CantonErrorException AllocationInFlight(string party) =>
        Refused(AllocationInFlightCode, $"The party {party} is being allocated; wait for that, or try again.");

    public static CantonErrorException AllocationWithoutSynchronizer() =>
        Refused(AllocationWithoutSynchronizerCode, "Cannot allocate a party: this participant is not connected to any synchronizer that is ready; connect one, or try again.");

    /// <param name="connected">Ids of those that it may be.</param>
    public static CantonErrorException CannotDetermineSynchronizer(IEnumerable<string> connected) => Refused(
        CannotDetermineSynchronizerCode,
        $"Cannot allocate a party without synchronizer_id while several synchronizers are connected; set it to one of {string.Join(", ", connected)}.");

    public static CantonErrorException NotConnected(string synchronizer) =>
        Refused(NotConnectedCode, $"Cannot allocate a party on the synchronizer {synchronizer}: this participant is not connected to it.");

    /// <summary>It was not sequenced in time, or may still be allocated later.</summary>
    public static CantonErrorException AllocationTimedOut(string party, string synchronizer) => Refused(
        CommonErrors.RequestTimeOut, $"The allocation of {party} on {synchronizer} was not seen in time; look for the party, or try again.");

    private static CantonErrorException AboutUser(ErrorCode code, string id, string cause) =>
        new(new CantonError(code, cause) { IsDefiniteAnswer = false, Resources = [new ErrorResource("USER", id)] });

    private static CantonErrorException Refused(ErrorCode code, string cause) => new(new CantonError(code, cause) { IsDefiniteAnswer = false });
}
