namespace Canton.Ha.Actors.Dashboard;

/// <summary>Knows who may command replicas from their pages.</summary>
internal interface IOperatorAccess
{
    /// <summary>The name of whoever has this token, if he may administer the node; null for everybody else, whatever the reason.</summary>
    /// <param name="token">What came as <c>Authorization: Bearer</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<string?> OperatorOfAsync(string token, CancellationToken cancellation);
}
