using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Configuration.Hocon;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Configuration;

public class RunnableConfigurationsSpec
{
    private static readonly string Folder = Path.Combine(Repository.Root, "hocon");
    private static readonly HoconReader WithoutEnvironment = new(File.ReadAllText, _ => null);

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Folder, "*.conf").Select(file => Path.GetFileName(file)).Where(file => file != "remote.conf")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_can_be_loaded(string file) => Load(file).Nodes.Should().NotBeEmpty();

    [Theory]
    [InlineData("quickstart.conf", 3)]
    [InlineData("postgres.conf", 3)]
    [InlineData("participant-a.conf", 1)]
    public void The_replicas_of_a_file_share_one_storage_and_one_identity(string file, int replicas)
    {
        var participants = Load(file).Participants;

        participants.Should().HaveCount(replicas).And.OnlyContain(participant => participant.Replication.Enabled && participant.Identity == "participant");
        participants.Should().OnlyContain(participant => ReferenceEquals(participant, participants[0]) || participant.Storage.IsSharedWith(participants[0].Storage));
    }

    [Fact]
    public void The_console_knows_the_replicas_of_the_quickstart() =>
        ConfigurationLoader.LoadRemotes([Path.Combine(Folder, "remote.conf")], [], onlyNode: null).Select(remote => remote.Name)
            .Should().Equal(Load("quickstart.conf").Participants.Select(participant => participant.Name));

    private static CantonSettings Load(string file) => ConfigurationLoader.Load([Path.Combine(Folder, file)], [], onlyNode: null, WithoutEnvironment);
}
