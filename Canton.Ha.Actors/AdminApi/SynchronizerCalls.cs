using Akka.Actor;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Synchronizers;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What operators ask of the synchronizers of a participant, by whichever way they come.</summary>
internal static class SynchronizerCalls
{
    /// <summary>Has something done.</summary>
    /// <typeparam name="T">What it is answered by when it is done.</typeparam>
    /// <exception cref="CantonErrorException">It was refused, or this replica is passive.</exception>
    public static async Task<T> AskSynchronizersAsync<T>(this AdminNode node, object command, CancellationToken cancellation)
    {
        var registry = node.Active(access => access.Registry);
        return await registry.Ask<object>(command, node.Settings.Admin.RequestTimeout, cancellation) switch
        {
            T done => done,
            SynchronizerProtocol.Refused refused => throw new CantonErrorException(refused.Error),
            var other => throw new InvalidOperationException($"{node.Name} has answered {other}, which is no answer to {command.GetType().Name}."),
        };
    }

    /// <summary>Those with which this replica has a connection or tries to have one; none on a passive replica.</summary>
    public static IEnumerable<SynchronizerStatus> Connections(this AdminNode node) => node.Synchronizers?.Connections ?? [];

    /// <summary>All that are registered, by alias.</summary>
    /// <exception cref="CantonErrorException">This replica is passive.</exception>
    public static IReadOnlyList<SynchronizerStatus> RegisteredSynchronizers(this AdminNode node) => node.Active(access => access.Known);

    /// <summary>The id of a synchronizer that was connected, now or once.</summary>
    /// <exception cref="CantonErrorException">It is unknown, or this replica is passive.</exception>
    public static string IdOfSynchronizer(this AdminNode node, string alias)
    {
        var known = node.RegisteredSynchronizers();
        var registered = known.FirstOrDefault(status => status.Registered.Alias == alias)?.Registered
            ?? throw new CantonErrorException(SynchronizerErrors.Unknown(alias, known.Select(status => status.Registered.Alias)));
        return registered.Id ?? throw new CantonErrorException(SynchronizerErrors.BadConnectivity(alias, "it has never been connected."));
    }

    /// <summary>What only the active replica has.</summary>
    private static T Active<T>(this AdminNode node, Func<SynchronizerAccess, T> choose)
    {
        try
        {
            return choose(node.Synchronizers ?? throw new NotActiveException());
        }
        catch (NotActiveException)
        {
            throw AdminErrors.Passive(node.Board.Current.Roster, node.Name, SynchronizerErrors.PassiveCode);
        }
    }
}
