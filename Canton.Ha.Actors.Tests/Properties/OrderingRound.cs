using Canton.Ha.Actors.Sequencing;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>Requests that are ordered together. Latest sequencing times in them count from the clock of the round.</summary>
/// <param name="Requests">In their order.</param>
/// <param name="ClockStep">How far the clock moves before, forward or back.</param>
/// <param name="IsCommitted">The transaction succeeds.</param>
/// <param name="IsAnswered">Members hear the answers.</param>
internal sealed record OrderingRound(MemberRequest[] Requests, int ClockStep, bool IsCommitted, bool IsAnswered);
