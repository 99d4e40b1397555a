namespace Canton.Ha.Actors.Shell;

/// <summary>Who types.</summary>
internal static class Operator
{
    /// <summary>The user and the machine, as others are told.</summary>
    public static string Name => $"{Environment.UserName}@{Environment.MachineName}";
}
