using System.Collections.Immutable;

namespace Canton.Ha.Actors.Ledger.Errors;

/// <summary>An error as it is told to a client.</summary>
/// <param name="Code">Which one.</param>
/// <param name="Cause">What happened and what would be right, in one sentence.</param>
public sealed record CantonError(ErrorCode Code, string Cause)
{
    /// <summary>Facts for a program to decide from, in the order in which they are sent.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>What it is about.</summary>
    public ImmutableArray<ErrorResource> Resources { get; init; } = [];

    /// <summary>Whether a command will have no other outcome; null for everything that is no command.</summary>
    public bool? IsDefiniteAnswer { get; init; }

    /// <summary>The same with one more fact; without, if there is no value.</summary>
    public CantonError With(string key, string? value) =>
        string.IsNullOrEmpty(value) ? this : this with { Facts = Facts.Add(KeyValuePair.Create(key, value)) };
}

/// <summary>Something that an error is about.</summary>
public sealed record ErrorResource(string Type, string Name);

/// <summary>One kind of error.</summary>
public sealed record ErrorCode(string Id, ErrorCategory Category)
{
    /// <summary>After which time a client may try again; that of the category unless set.</summary>
    public TimeSpan? Retry { get; init; }
}

/// <summary>Categories of errors by their numbers.</summary>
public sealed record ErrorCategory(int Number)
{
    public static readonly ErrorCategory TransientServerFailure = new(1);
    public static readonly ErrorCategory ContentionOnSharedResources = new(2);
    public static readonly ErrorCategory SecurityAlert = new(5);
    public static readonly ErrorCategory InvalidIndependentOfSystemState = new(8);
    public static readonly ErrorCategory InvalidGivenCurrentSystemStateOther = new(9);
    public static readonly ErrorCategory ResourceExists = new(10);
    public static readonly ErrorCategory ResourceMissing = new(11);
    public static readonly ErrorCategory SeekAfterEnd = new(12);
}

/// <summary>A request is refused with an error of the catalogue.</summary>
public sealed class CantonErrorException(CantonError error) : Exception(error.Cause)
{
    /// <summary>What the client is told.</summary>
    public CantonError Error { get; } = error;
}
