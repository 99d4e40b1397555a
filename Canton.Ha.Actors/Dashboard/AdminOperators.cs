using Canton.Ha.Actors.AdminApi;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>Those whom the Admin API of every replica of a page takes for operators, by the same tokens.</summary>
/// <param name="nodes">The replicas of the page.</param>
internal sealed class AdminOperators(IReadOnlyList<AdminNode> nodes) : IOperatorAccess
{
    /// <inheritdoc/>
    public async ValueTask<string?> OperatorOfAsync(string token, CancellationToken cancellation)
    {
        string? name = null;
        foreach (var node in nodes)
            if ((name = await AdminAuthorization.OperatorOfAsync(node, token, cancellation)) is null)
                return null;
        return name;
    }
}
