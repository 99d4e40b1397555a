using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.Ledger.Topology;

/// <summary>Chooses the synchronizer of a transaction: where its contracts are, its submitters may submit, and its informees are hosted; of several the one with the highest priority.</summary>
/// <param name="participant">This participant.</param>
internal sealed class Routing(string participant)
{
    /// <exception cref="CantonErrorException">There is none.</exception>
    public ConnectedSynchronizer Choose(Submission submission, InterpretedTransaction transaction, IReadOnlyCollection<ConnectedSynchronizer> connected)
    {
        if (connected.Count == 0)
            throw RoutingErrors.NotConnectedToAny();

        var forSubmitters = WhereAllSubmit(submission.ActAs, Prescribed(submission, connected));
        var forInputs = WhereInputsAre(transaction, forSubmitters);
        return WhereAllAreHosted(transaction.Informees, forInputs)
            .OrderByDescending(synchronizer => synchronizer.Priority).ThenBy(synchronizer => synchronizer.Id, StringComparer.Ordinal).First();
    }

    private static IReadOnlyCollection<ConnectedSynchronizer> Prescribed(Submission submission, IReadOnlyCollection<ConnectedSynchronizer> connected)
    {
        if (submission.Synchronizer is not { } id)
            return connected;

        var prescribed = connected.Where(synchronizer => synchronizer.Id == id).ToList();
        return prescribed.Count > 0 ? prescribed : throw RoutingErrors.InvalidPrescribed(id, "this participant is not connected to it.");
    }

    private List<ConnectedSynchronizer> WhereAllSubmit(PartySet submitters, IReadOnlyCollection<ConnectedSynchronizer> connected)
    {
        var unknown = submitters.Where(party => !connected.Any(synchronizer => synchronizer.Hosting.MaySubmit(participant, party))).ToList();
        if (unknown.Count > 0)
            throw RoutingErrors.UnknownSubmitters(unknown);

        var fitting = connected.Where(synchronizer => submitters.All(party => synchronizer.Hosting.MaySubmit(participant, party))).ToList();
        return fitting.Count > 0 ? fitting : throw RoutingErrors.NoneForSubmitters(submitters);
    }

    private static List<ConnectedSynchronizer> WhereInputsAre(InterpretedTransaction transaction, List<ConnectedSynchronizer> candidates)
    {
        var places = transaction.Inputs.Select(input => input.Contract.Synchronizer).Distinct(StringComparer.Ordinal).ToList();
        if (places.Count > 1)
            throw RoutingErrors.NoneForSubmission($"its contracts are on several synchronizers, {string.Join(" and ", places)}; they must be on one.");

        var fitting = places.Count == 0 ? candidates : candidates.FindAll(synchronizer => synchronizer.Id == places[0]);
        return fitting.Count > 0 ? fitting : throw RoutingErrors.NoneForSubmission($"its contracts are on {places[0]}, which is not connected or was not prescribed.");
    }

    private static List<ConnectedSynchronizer> WhereAllAreHosted(PartySet informees, List<ConnectedSynchronizer> candidates)
    {
        var unknown = informees.Where(party => !candidates.Exists(synchronizer => synchronizer.Hosting.IsHosted(party))).ToList();
        if (unknown.Count > 0)
            throw RoutingErrors.UnknownInformees(unknown);

        var fitting = candidates.FindAll(synchronizer => informees.All(synchronizer.Hosting.IsHosted));
        return fitting.Count > 0 ? fitting : throw RoutingErrors.NoCommon(informees);
    }
}
