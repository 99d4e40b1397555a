namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>Who has shown a token that is believed.</summary>
/// <param name="User">Whose it is; null if it is no user's.</param>
/// <param name="Power">What follows from the token itself.</param>
/// <param name="ExpiresAt">When it will not be believed any more, leeway included; null for never.</param>
internal sealed record TokenHolder(string? User, TokenPower Power, DateTimeOffset? ExpiresAt)
{
    /// <summary>Everybody, where nobody is asked who he is.</summary>
    public static readonly TokenHolder Anybody = new(User: null, TokenPower.Everything, ExpiresAt: null);

    /// <summary>Full names of the gRPC services that it is for; null for all.</summary>
    public IReadOnlyList<string>? Services { get; init; }

    /// <summary>What people call him.</summary>
    public string Name => User ?? "an operator";

    /// <summary>Whether it is for a method.</summary>
    /// <param name="method">Its full name, <c>/service/method</c>.</param>
    public bool IsFor(string method) => Services is null || (method.Split('/') is [_, var service, ..] && Services.Contains(service));
}

/// <summary>What follows from a token itself.</summary>
internal enum TokenPower
{
    /// <summary>Only who has it: what he may do is a matter of the user's rights.</summary>
    OfUser,

    /// <summary>He may administer.</summary>
    Admin,

    /// <summary>He may administer, and act and read as any party.</summary>
    Everything,
}
