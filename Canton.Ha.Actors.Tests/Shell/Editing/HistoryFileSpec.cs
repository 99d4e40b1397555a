using Canton.Ha.Actors.Shell.Editing;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell.Editing;

public sealed class HistoryFileSpec : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-history-").FullName;

    private string File => Path.Combine(_folder, "state", "console-history");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_typed_is_there_the_next_time_and_only_for_the_user()
    {
        new HistoryFile(File).Load().Lines.Should().BeEmpty();
        new HistoryFile(File).Append("nodes");
        new HistoryFile(File).Append("health.status()");

        new HistoryFile(File).Load().Lines.Should().Equal("nodes", "health.status()");
        new FileInfo(File).UnixFileMode.Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void The_file_is_cut_down_to_the_newest_lines()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllLines(File, Enumerable.Range(0, LineHistory.Max + 10).Select(number => $"{number}"));

        new HistoryFile(File).Load().Lines.Should().HaveCount(LineHistory.Max).And.StartWith("10");
        System.IO.File.ReadAllLines(File).Should().HaveCount(LineHistory.Max);
        Directory.GetFiles(Path.GetDirectoryName(File)!).Should().ContainSingle();
    }

    [Fact]
    public void Where_nothing_can_be_written_nothing_is_kept()
    {
        var unwritable = new HistoryFile("/proc/canton-ha/console-history");
        unwritable.Append("nodes");
        unwritable.Load().Lines.Should().BeEmpty();
        new HistoryFile(null).Load().Lines.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/state", "/home/me", "/state/canton-ha/console-history")]
    [InlineData(null, "/home/me", "/home/me/.local/state/canton-ha/console-history")]
    [InlineData("relative", "/home/me", "/home/me/.local/state/canton-ha/console-history")]
    [InlineData(null, null, null)]
    public void It_stands_where_programs_of_a_user_keep_their_state(string? state, string? home, string? path) =>
        HistoryFile.DefaultPath(name => name == "XDG_STATE_HOME" ? state : home).Should().Be(path);
}
