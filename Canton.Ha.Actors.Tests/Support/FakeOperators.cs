using Canton.Ha.Actors.Dashboard;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Knows one operator.</summary>
internal sealed class FakeOperators : IOperatorAccess
{
    public const string Token = "the-right-token";

    public ValueTask<string?> OperatorOfAsync(string token, CancellationToken cancellation) => ValueTask.FromResult(token == Token ? "alice" : null);
}
