using System.Collections.Immutable;

namespace Canton.Ha.Actors.Contracts.Errors;

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
/// <param name="Type">One of the reference's constants, such as <c>CONTRACT_ID</c>.</param>
/// <param name="Name">Which one.</param>
public sealed record ErrorResource(string Type, string Name);
