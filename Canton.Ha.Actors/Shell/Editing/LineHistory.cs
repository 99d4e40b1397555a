using System.Collections.Immutable;

namespace Canton.Ha.Actors.Shell.Editing;

/// <summary>The lines typed before, oldest first; immutable and bounded.</summary>
internal sealed record LineHistory(ImmutableArray<string> Lines)
{
    /// <summary>Most lines that are kept.</summary>
    public const int Max = 1000;

    public static readonly LineHistory Empty = new(ImmutableArray<string>.Empty);

    /// <summary>The newest of some lines.</summary>
    public static LineHistory Of(IEnumerable<string> lines) => new([.. lines.TakeLast(Max)]);

    /// <summary>With one more line; without it if it is blank or the same as the last one.</summary>
    public LineHistory With(string line) => IsWorthKeeping(line) ? Of(Lines.Add(line)) : this;

    public bool IsWorthKeeping(string line) => !string.IsNullOrWhiteSpace(line) && (Lines.IsEmpty || Lines[^1] != line);
}
