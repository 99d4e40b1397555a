namespace Canton.Ha.Actors.Dashboard;

/// <summary>How much a subscriber wants to hear.</summary>
internal enum PageScope
{
    /// <summary>One replica and what happens to it: for the pages of the others.</summary>
    Self,

    /// <summary>All replicas: for a browser.</summary>
    Cluster,
}
