using System.Runtime.CompilerServices;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Scenarios;

/// <summary>
/// Every transcript in this folder still tells what happens. With CANTON_HA_REWRITE_TRANSCRIPTS set the files are written anew instead, to be reviewed as a difference.
/// </summary>
public sealed class TranscriptSpec : ScenarioKit
{
    private static readonly string s_folder = Path.GetDirectoryName(ThisFile())!;

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(s_folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Tells_what_happens(string name)
    {
        var file = Path.Combine(s_folder, name + ".txt");
        var told = File.ReadAllText(file);
        var happened = Transcript.Replay(told, Run);
        if (Environment.GetEnvironmentVariable("CANTON_HA_REWRITE_TRANSCRIPTS") is { Length: > 0 })
            File.WriteAllText(file, happened);
        else
            happened.Should().Be(told);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
