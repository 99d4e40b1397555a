using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Transactions;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Certification;

/// <summary>
/// Decides which sequenced transactions of one synchronizer are accepted, from their claims alone, so that all members decide alike. It remembers what was
/// consumed during the last window; what was consumed before it was made is in the store, and is asked for only by claims with a view from before.
/// To be used by one owner, in the order of the events.
/// </summary>
/// <param name="rules">The same at every member.</param>
/// <param name="stored">As stored with the last processed event.</param>
internal sealed class Certifier(CertificationRules rules, CertifierState stored)
{
    private readonly Dictionary<ContractId, long> _consumed = [];
    private readonly Queue<Consumption> _inOrder = new();
    private readonly Dictionary<ContractId, long> _learned = [];
    private readonly long _knownSince = stored.Time;

    /// <summary>What is to be stored with the last event.</summary>
    public CertifierState State { get; private set; } = stored;

    /// <summary>How many consumptions are remembered.</summary>
    public int Remembered => _inOrder.Count + _learned.Count;

    /// <summary>False if the store need not be asked about anything sequenced at <paramref name="sequencedAt"/> or later.</summary>
    public bool MayNeedStore(long sequencedAt) => sequencedAt - rules.Window < _knownSince;

    /// <summary>Whether the store must be asked for consumptions of contracts of this claim, which is sequenced at <paramref name="sequencedAt"/>.</summary>
    public bool NeedsStore(long sequencedAt, V1.Claim claim) =>
        claim.View < _knownSince && claim.View >= State.EpochAt && sequencedAt - claim.View <= rules.Window;

    /// <summary>Tells of consumptions from the store.</summary>
    public void Learn(IEnumerable<Consumption> consumptions)
    {
        foreach (var consumption in consumptions)
            _learned[consumption.Contract] = consumption.At;
    }

    /// <summary>
    /// A member registered, or a party that was known before is hosted otherwise. What was submitted without knowing of it is rejected: a new member cannot
    /// know what was consumed before it came, and a new host must see everything.
    /// </summary>
    public void BeginEpoch(long at)
    {
        Advance(at);
        State = State with { EpochAt = at };
    }

    /// <summary>Time has passed: forgets what can no longer matter.</summary>
    public void Advance(long time)
    {
        State = State with { Time = time };
        while (_inOrder.TryPeek(out var oldest) && oldest.At <= time - rules.Window)
            Forget(_inOrder.Dequeue());
        if (_learned.Count > 0 && _knownSince <= time - rules.Window)
            _learned.Clear();
    }

    /// <summary>The verdict on a claim sequenced at <paramref name="sequencedAt"/>. What an accepted one consumes is remembered.</summary>
    public Verdict Certify(long sequencedAt, V1.Claim claim)
    {
        Advance(sequencedAt);
        var verdict = Judge(sequencedAt, claim);
        if (verdict.IsAcceptance)
            foreach (var id in claim.Consumed)
                Remember(new Consumption(ContractId.From(id.Span), sequencedAt));
        return verdict;
    }

    private Verdict Judge(long at, V1.Claim claim)
    {
        if (at > claim.LatestSequencingTime || claim.View >= at || at - claim.View > rules.Window)
            return Verdict.RejectedFor(CompletionErrors.VerdictTimeout());
        if (State.EpochAt > claim.View)
            return Verdict.RejectedFor(CompletionErrors.TopologyChanged());
        if (Int128.Abs((Int128)claim.EffectiveAt - at) > rules.LedgerTimeTolerance)
            return Verdict.RejectedFor(CompletionErrors.LedgerTimeOutOfBound());

        var inactive = claim.Consumed.Concat(claim.Used).Select(id => ContractId.From(id.Span)).Where(id => WasConsumedAfter(claim.View, id)).ToList();
        return inactive.Count == 0 ? Verdict.Accepted : Verdict.RejectedFor(CompletionErrors.InactiveContracts(inactive));
    }

    private bool WasConsumedAfter(long view, ContractId id) =>
        (_consumed.TryGetValue(id, out var at) && at > view) || (_learned.TryGetValue(id, out var learned) && learned > view);

    private void Remember(Consumption consumption)
    {
        _consumed[consumption.Contract] = consumption.At;
        _inOrder.Enqueue(consumption);
    }

    private void Forget(Consumption consumption)
    {
        if (_consumed.TryGetValue(consumption.Contract, out var at) && at == consumption.At)
            _consumed.Remove(consumption.Contract);
    }
}
