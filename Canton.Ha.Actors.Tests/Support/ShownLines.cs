using Canton.Ha.Actors.Shell;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Keeps what a console shows.</summary>
internal sealed class ShownLines : IConsoleView
{
    private readonly Lock _gate = new();
    private readonly List<string> _results = [];

    public IReadOnlyList<string> Results
    {
        get
        {
            lock (_gate)
                return [.. _results];
        }
    }

    public List<string> Complaints { get; } = [];

    public List<string> Waits { get; } = [];

    public bool WaitsNow { get; private set; }

    public void Show(string result)
    {
        lock (_gate)
            _results.AddRange(result.Length == 0 ? [] : result.Split('\n'));
    }

    public void Show(ConsoleTable result) => Show(PlainTable.Render(result));

    public void Complain(string sentence)
    {
        if (sentence.Length > 0)
            Complaints.Add(sentence);
    }

    public void Wait(string doing, TimeSpan elapsed)
    {
        Waits.Add($"{doing} {elapsed.TotalSeconds:0}");
        WaitsNow = true;
    }

    public void WaitIsOver() => WaitsNow = false;
}
