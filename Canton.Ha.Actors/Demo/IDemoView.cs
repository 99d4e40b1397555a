using Canton.Ha.Actors.Shell;

namespace Canton.Ha.Actors.Demo;

/// <summary>Where the demo is shown.</summary>
internal interface IDemoView
{
    /// <summary>Something happens.</summary>
    /// <param name="at">Since the demo began.</param>
    /// <param name="what">A sentence.</param>
    void Say(TimeSpan at, string what);

    /// <summary>Shows how it goes on, until the work has ended.</summary>
    Task FollowAsync(Func<DemoPicture> look, Task work);

    /// <summary>The result.</summary>
    void Conclude(ConsoleTable table, string sentence);

    /// <summary>Why there is none, or not the one that one would wish.</summary>
    void Complain(string sentence);
}
