using System.Collections.Concurrent;
using System.Collections.Immutable;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Topology;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>Allocates parties in the namespace of this participant.</summary>
/// <param name="participant">This participant.</param>
/// <param name="ledger">The ledger that the synchronizers are connected to.</param>
/// <param name="store">What is noted about parties.</param>
/// <param name="users">Who gets a right with a new party.</param>
/// <param name="time">The clock of the wait.</param>
internal sealed class Parties(NodeUid participant, ILedger ledger, IManagementStore store, Users users, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, PartyAllocation> _underWay = new(StringComparer.Ordinal);

    /// <summary>
    /// Hosts a party that this participant does not host on the synchronizer, and waits until it is known. What is noted about it, and the right of the
    /// user, are written before anybody hears of it: whoever sees the party sees them, too, and who tries again after a failover in the middle finds either
    /// all of it, or no party.
    /// </summary>
    /// <exception cref="CantonErrorException">It is refused, or nobody knows.</exception>
    public async Task<PartyRecord> AllocateAsync(PartyAllocation allocation, CancellationToken cancellation)
    {
        var party = participant.Qualify(allocation.Hint);
        if (!_underWay.TryAdd(party, allocation))
            throw ManagementErrors.AllocationInFlight(party);

        try
        {
            var synchronizer = Choose(ledger.Connected, allocation.Synchronizer);
            if (synchronizer.Hosting.IsHostedBy(participant.ToString(), party))
                throw RequestErrors.InvalidArgument($"Party already exists: {party} is hosted by this participant on {synchronizer.Id}; choose another party_id_hint.");

            await NoteAsync(party, allocation, cancellation);
            await HostAsync(synchronizer.Id, party, cancellation);
            return new PartyRecord(party, IsLocal: true, (await store.FindPartiesAsync([party], cancellation)).SingleOrDefault()?.Annotations ?? allocation.Annotations);
        }
        finally
        {
            _underWay.TryRemove(party, out _);
        }
    }

    private static ConnectedSynchronizer Choose(ImmutableArray<ConnectedSynchronizer> connected, string? wanted) => wanted switch
    {
        null when connected.IsEmpty => throw ManagementErrors.AllocationWithoutSynchronizer(),
        null when connected.Length > 1 => throw ManagementErrors.CannotDetermineSynchronizer(connected.Select(synchronizer => synchronizer.Id)),
        null => connected[0],
        _ => connected.FirstOrDefault(synchronizer => synchronizer.Id == wanted) ?? throw ManagementErrors.NotConnected(wanted),
    };

    /// <summary>A party that is hosted on another synchronizer keeps its annotations unless the request has some.</summary>
    private async Task NoteAsync(string party, PartyAllocation allocation, CancellationToken cancellation)
    {
        var isKept = allocation.Annotations.IsEmpty && !(await store.FindPartiesAsync([party], cancellation)).IsEmpty;
        ImmutableArray<ManagementChange> notes = isKept ? [] : [new ManagementChange.PutParty(party, allocation.Annotations)];
        if (allocation.User is { } user)
            await users.GrantAsync(user, [UserRight.ToActAs(party)], notes, cancellation);
        else if (!isKept)
            await store.WriteAsync(notes, cancellation);
    }

    private async Task HostAsync(string synchronizer, string party, CancellationToken cancellation)
    {
        using var overdue = new CancellationTokenSource(LedgerLimits.AllocationWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, overdue.Token);
        try
        {
            await ledger.AllocateAsync(synchronizer, [new HostedParty(party, participant.ToString(), ParticipantPermission.Submission)], either.Token);
        }
        catch (OperationCanceledException) when (overdue.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw ManagementErrors.AllocationTimedOut(party, synchronizer);
        }
    }
}

/// <summary>A party that somebody wants.</summary>
/// <param name="Hint">Its name in the namespace of the participant.</param>
/// <param name="Annotations">What is to be noted about it.</param>
/// <param name="Synchronizer">Where; null for the only one that is connected.</param>
/// <param name="User">Who shall be able to act as it; null for nobody.</param>
internal sealed record PartyAllocation(string Hint, ImmutableSortedDictionary<string, string> Annotations, string? Synchronizer, string? User);
