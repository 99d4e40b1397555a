namespace Canton.Ha.Actors.Storage;

/// <summary>Tables beside those that every replica needs, with numbered migrations of their own.</summary>
/// <param name="Name">Names, before <c>_schema_version</c>, the table that says which of them were applied.</param>
/// <param name="Folder">Where they are among the resources of this assembly; below it <c>postgres</c> and <c>embedded</c>.</param>
public sealed record SchemaPart(string Name, string Folder);
