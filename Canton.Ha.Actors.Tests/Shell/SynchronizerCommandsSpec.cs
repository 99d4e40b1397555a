using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Tests.Support;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Com.Digitalasset.Canton.Admin.Sequencer.V30;
using FluentAssertions;
using Google.Protobuf;
using Xunit;
using static Com.Digitalasset.Canton.Admin.Participant.V30.RegisterSynchronizerRequest.Types;

namespace Canton.Ha.Actors.Tests.Shell;

public sealed class SynchronizerCommandsSpec
{
    private readonly FakeConsoleNode _node = new("participant1");
    private readonly ShownLines _shown = new();
    private readonly List<object> _asked = [];

    [Theory]
    [InlineData("connect(\"da\", \"http://h:1\")", "da is connected.")]
    [InlineData("register(\"da\", \"http://h:1\")", "da is registered.")]
    [InlineData("modify(\"da\", \"http://h:1\")", "da is modified.")]
    [InlineData("reconnect(\"da\")", "da is connected.")]
    [InlineData("reconnect_all()", "All are connected.")]
    [InlineData("disconnect(\"da\")", "da is disconnected.")]
    [InlineData("disconnect_all()", "All are disconnected.")]
    [InlineData("is_connected(\"da\")", "true")]
    [InlineData("active(\"db\")", "false")]
    public async Task Every_command_says_what_was_done(string command, string answer) => (await LinesAsync(command)).Should().Equal(answer);

    [Fact]
    public async Task A_synchronizer_is_told_with_all_its_replicas_its_priority_and_whether_it_is_connected_by_hand()
    {
        await LinesAsync("connect(\"da\", \"http://h:1, http://h:2\", 7, \"manual\")");
        await LinesAsync("register(\"db\", \"http://h:3\")");

        _asked.Should().Equal(
            new ConnectSynchronizerRequest { Config = Config("da", 7, isManual: true, "http://h:1", "http://h:2") },
            new RegisterSynchronizerRequest { Config = Config("db", 0, isManual: false, "http://h:3"), SynchronizerConnection = SynchronizerConnection.Handshake });
    }

    [Fact]
    public async Task What_is_not_connected_at_once_is_tried_again()
    {
        _node.Synchronizers = _ => new ReconnectSynchronizerResponse();

        (await ShownAsync("participant1.synchronizers.reconnect(\"da\")")).Should().Equal("da could not be connected at once; it is tried again until it is.");
    }

    [Fact]
    public async Task Lists_are_tables()
    {
        (await LinesAsync("list_connected()")).Should().Equal(
            "alias  synchronizer  healthy",
            "da     da::1         true",
            "db     db::1         false");
        (await LinesAsync("list_registered()")).Should().Equal(
            "alias  connected  synchronizer  connections             priority  connects",
            "da     true       da::1         http://h:1, http://h:2  7         by hand",
            "db     false                    http://h:3              0         by itself");
        _node.Synchronizers = request => request is ListConnectedSynchronizersRequest ? new ListConnectedSynchronizersResponse() : new ListRegisteredSynchronizersResponse();
        (await ShownAsync("participant1.synchronizers.list_connected()")).Should().Equal("No synchronizer is connected.");
        (await ShownAsync("participant1.synchronizers.list_registered()")).Should().Equal("No synchronizer is registered.");
    }

    [Theory]
    [InlineData("connect(\"da\")", "participant1.synchronizers.connect takes the alias of a synchronizer in quotes and the places of its replicas, with commas between them, in quotes and a priority from -2147483648 to 2147483647 or nothing and \"automatic\" or \"manual\" or nothing, as in participant1.synchronizers.connect(\"mysync\", \"http://localhost:5018\", 0, \"automatic\"), but '\"da\"' was given.")]
    [InlineData("reconnect()", "participant1.synchronizers.reconnect takes the alias of a synchronizer in quotes, as in participant1.synchronizers.reconnect(\"mysync\"), but nothing was given.")]
    public void Says_what_is_missing(string command, string mistake) =>
        new CommandParser([_node]).Parse($"participant1.synchronizers.{command}").Should().Be(new ConsoleCommand.Mistake(mistake));

    private static SynchronizerConnectionConfig Config(string alias, int priority, bool isManual, params string[] places) => new()
    {
        SynchronizerAlias = alias,
        SequencerConnections = new SequencerConnections
        {
            SequencerConnections_ = { new SequencerConnection { Alias = alias, Grpc = new SequencerConnection.Types.Grpc { Connections = { places } } } },
        },
        ManualConnect = isManual,
        Priority = priority,
    };

    private static IMessage AnswerTo(IMessage request) => request switch
    {
        ConnectSynchronizerRequest => new ConnectSynchronizerResponse { ConnectedSuccessfully = true },
        RegisterSynchronizerRequest => new RegisterSynchronizerResponse(),
        ModifySynchronizerRequest => new ModifySynchronizerResponse(),
        ReconnectSynchronizerRequest => new ReconnectSynchronizerResponse { ConnectedSuccessfully = true },
        ReconnectSynchronizersRequest => new ReconnectSynchronizersResponse(),
        DisconnectSynchronizerRequest => new DisconnectSynchronizerResponse(),
        DisconnectAllSynchronizersRequest => new DisconnectAllSynchronizersResponse(),
        ListConnectedSynchronizersRequest => new ListConnectedSynchronizersResponse
        {
            ConnectedSynchronizers =
            {
                new ListConnectedSynchronizersResponse.Types.Result { SynchronizerAlias = "da", SynchronizerId = "da::1", Healthy = true },
                new ListConnectedSynchronizersResponse.Types.Result { SynchronizerAlias = "db", SynchronizerId = "db::1" },
            },
        },
        _ => new ListRegisteredSynchronizersResponse
        {
            Results =
            {
                new ListRegisteredSynchronizersResponse.Types.Result { Config = Config("da", 7, isManual: true, "http://h:1", "http://h:2"), Connected = true, PhysicalSynchronizerId = "da::1" },
                new ListRegisteredSynchronizersResponse.Types.Result { Config = Config("db", 0, isManual: false, "http://h:3") },
            },
        },
    };

    private Task<IReadOnlyList<string>> LinesAsync(string command)
    {
        _node.Synchronizers = request =>
        {
            _asked.Add(request);
            return AnswerTo(request);
        };
        return ShownAsync($"participant1.synchronizers.{command}");
    }

    private async Task<IReadOnlyList<string>> ShownAsync(string line)
    {
        var before = _shown.Results.Count;
        await new CommandRunner([_node], _shown, TimeProvider.System).RunAsync(new CommandParser([_node]).Parse(line), CancellationToken.None);
        return [.. _shown.Results.Skip(before)];
    }
}
