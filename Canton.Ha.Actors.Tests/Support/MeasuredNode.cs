using Com.Daml.Ledger.Api.V2;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A synchronizer and two replicas of a participant in one process, as an operator would start it, with some commands behind them.</summary>
public sealed class MeasuredNode : IAsyncLifetime
{
    private static readonly string[] s_participants = ["participant1", "participant2"];

    private readonly string _folder = Directory.CreateTempSubdirectory("canton-ha-metrics-").FullName;
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, int> _ports = s_participants.Append("synchronizer").ToDictionary(name => name, _ => PostgresServer.FreePort());
    private NodeProcess? _process;
    private LedgerClient? _client;

    /// <summary>Somebody in whose name commands were submitted.</summary>
    public string Alice { get; private set; } = "";

    internal NodeProcess Process => _process!;

    internal LedgerClient Client => _client!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var file = Path.Combine(_folder, "node.conf");
        var health = new Uri($"http://127.0.0.1:{PostgresServer.FreePort()}");
        await File.WriteAllTextAsync(file, Configuration(health.Port));
        _process = NodeProcess.Start("measured", health, NodeCommand.Product("--config", file));
        _client = new LedgerClient(s_participants.Select(name => new Uri($"http://127.0.0.1:{_ports[name]}")));
        await ActiveAsync(except: "");
        Alice = await LedgerReader.AllocateAsync(Client, "alice");
        await SubmitAsync("first", []);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        _http.Dispose();
        _client?.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What it exports now.</summary>
    internal async Task<ExportedMetrics> ReadAsync() => ExportedMetrics.Of(await _http.GetStringAsync(new Uri(Process.Health, "/metrics")));

    /// <summary>Submits a command and waits for its completion.</summary>
    internal Task<SubmitAndWaitResponse> SubmitAsync(string commandId, Metadata headers)
    {
        var commands = IouCommands.Create(Alice, Alice, 1);
        commands.CommandId = commandId;
        return Client.CallAsync(
            async channel => await new CommandService.CommandServiceClient(channel).SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = commands }, headers, LedgerClient.Deadline),
            CancellationToken.None);
    }

    /// <summary>Has the active replica of the participant hand over to the other one.</summary>
    internal async Task SwitchOverAsync()
    {
        var active = await ActiveAsync(except: "");
        await Process.TypeAsync($"{active}.replication.set_passive()");
        await ActiveAsync(except: active);
    }

    private async Task<string> ActiveAsync(string except)
    {
        string[] active = [];
        await Eventually.BecomesTrueAsync($"another replica than {except} is active", async () =>
        {
            var answers = await Task.WhenAll(s_participants.Select(name => Process.GetStatusAsync($"/health/{name}")));
            active = [.. s_participants.Where((name, index) => answers[index] == 200 && name != except)];
            return active.Length == 1;
        }, Bounds.Start);
        return active[0];
    }

    private string Configuration(int healthPort) => $$"""
        canton {
          synchronizers.synchronizer { storage { type = embedded, config.path = "{{_folder}}/synchronizer.db" }, public-api.port = {{_ports["synchronizer"]}} }
          participants {
            {{string.Join('\n', s_participants.Select(Participant))}}
          }
          monitoring.health.server { address = 127.0.0.1, port = {{healthPort}} }
        }
        """;

    private string Participant(string name) => $$"""
        {{name}} {
          storage { type = embedded, config.path = "{{_folder}}/participant.db" }
          synchronizers.local.connections = {{_ports["synchronizer"]}}
          ledger-api.port = {{_ports[name]}}
        }
        """;
}
