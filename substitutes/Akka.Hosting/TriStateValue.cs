namespace Akka.Hosting;

/// <summary>How many of something.</summary>
public enum TriStateValue
{
    /// <summary>None of them.</summary>
    None,

    /// <summary>All of them.</summary>
    All,

    /// <summary>A number of them.</summary>
    Some,
}
