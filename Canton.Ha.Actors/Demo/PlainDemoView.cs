using System.Globalization;
using Canton.Ha.Actors.Shell;

namespace Canton.Ha.Actors.Demo;

/// <summary>One line for each thing that happens, for files and pipes.</summary>
internal sealed class PlainDemoView(TextWriter output, TextWriter errors) : IDemoView
{
    public void Say(TimeSpan at, string what) => output.WriteLine(Line(at, what));

    public Task FollowAsync(Func<DemoPicture> look, Task work) => work;

    public void Conclude(ConsoleTable table, string sentence)
    {
        output.WriteLine();
        output.WriteLine(PlainTable.Render(table));
        output.WriteLine();
        output.WriteLine(sentence);
    }

    public void Complain(string sentence) => errors.WriteLine(sentence);

    /// <summary>What happened, after the seconds since the demo began.</summary>
    public static string Line(TimeSpan at, string what) => string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,5:0.0} s  {what}");
}
