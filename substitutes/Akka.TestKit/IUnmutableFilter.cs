namespace Akka.TestKit;

/// <summary>Filters that mute until they are told otherwise or disposed.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Lets the events be printed again.</summary>
    void Unmute();
}
