namespace Canton.Ha.Actors.Shell;

/// <summary>Something to be shown in rows and columns.</summary>
/// <param name="Headers">One per column.</param>
/// <param name="Rows">Each with as many cells.</param>
internal sealed record ConsoleTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows);
