using System.Collections.Concurrent;
using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>The promises that a participant's update stream has shown and not seen end, for its submitters to choose from.</summary>
internal sealed class IouPool
{
    private readonly ConcurrentDictionary<string, HeldIou> _held = [];

    public void Note(Transaction transaction)
    {
        foreach (var item in transaction.Events)
            if (item.Created is { } created)
                _held[created.ContractId] = HeldIou.Of(created);
            else if (item.Archived is { } archived)
                _held.TryRemove(archived.ContractId, out _);
    }

    /// <summary>Any one that somebody could use, or null. Another submitter may have chosen the same.</summary>
    public HeldIou? Choose(Random random, Func<HeldIou, bool> isWanted)
    {
        var wanted = _held.Values.Where(isWanted).ToList();
        return wanted.Count == 0 ? null : wanted[random.Next(wanted.Count)];
    }
}
