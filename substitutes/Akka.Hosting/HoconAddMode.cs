namespace Akka.Hosting;

/// <summary>How new configuration goes together with what there is.</summary>
public enum HoconAddMode
{
    /// <summary>What there is wins.</summary>
    Append,

    /// <summary>The new one wins.</summary>
    Prepend,

    /// <summary>The new one wins.</summary>
    Replace,
}
