namespace Akka;

/// <summary>The result of an asynchronous step that has nothing to tell but that it is over.</summary>
public sealed class Done
{
    /// <summary>The only instance.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
