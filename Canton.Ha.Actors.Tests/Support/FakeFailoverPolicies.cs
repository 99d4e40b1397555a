using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Keeps the policy in memory, or waits for ever.</summary>
internal sealed class FakeFailoverPolicies : IFailoverPolicies
{
    public FailoverPolicy Current { get; private set; } = FailoverPolicy.None;

    public bool IsSilent { get; set; }

    public Task<FailoverPolicy> ReadAsync(CancellationToken cancellation) => AnswerAsync(Current, cancellation);

    public Task<FailoverPolicy> PauseAsync(string by, string why, CancellationToken cancellation) =>
        AnswerAsync(Current with { Pause = new FailoverPause(by, why, DateTimeOffset.UnixEpoch) }, cancellation);

    public Task<FailoverPolicy> ResumeAsync(CancellationToken cancellation) => AnswerAsync(Current with { Pause = null }, cancellation);

    public Task<FailoverPolicy> PreferAsync(string replica, int priority, CancellationToken cancellation) =>
        AnswerAsync(Current with { Priorities = Current.Priorities.SetItem(replica, priority) }, cancellation);

    private Task<FailoverPolicy> AnswerAsync(FailoverPolicy policy, CancellationToken cancellation)
    {
        if (IsSilent)
            return new TaskCompletionSource<FailoverPolicy>().Task.WaitAsync(cancellation);

        Current = policy;
        return Task.FromResult(policy);
    }
}
