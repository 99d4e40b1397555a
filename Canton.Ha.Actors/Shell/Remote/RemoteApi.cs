namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>An API of a node that listens on a port of its own.</summary>
/// <param name="Name">What it calls itself, and its key in the configuration.</param>
/// <param name="Words">What people call it.</param>
internal sealed record RemoteApi(string Name, string Words)
{
    public static readonly RemoteApi Admin = new("admin-api", "Admin API");

    public static readonly RemoteApi Ledger = new("ledger-api", "Ledger API");
}
