namespace Canton.Ha.Actors.Shell;

/// <summary>Where answers are shown.</summary>
internal interface IConsoleView
{
    /// <summary>A result; nothing if it is empty.</summary>
    void Show(string result);

    void Show(ConsoleTable result);

    /// <summary>Why there is no result.</summary>
    void Complain(string sentence);

    /// <summary>Something goes on; said again and again, with the time it has taken so far.</summary>
    void Wait(string doing, TimeSpan elapsed);

    /// <summary>It has come to an end.</summary>
    void WaitIsOver();
}
