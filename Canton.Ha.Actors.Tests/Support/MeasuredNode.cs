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
    private OtlpCollector? _collector;

    /// <summary>Somebody in whose name commands were submitted.</summary>
    public string Alice { get; private set; } = "";

    /// <summary>Where it sends metrics and spans.</summary>
    internal OtlpCollector Collector => _collector!;

    internal NodeProcess Process => _process!;

    internal LedgerClient Client => _client!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _collector = await OtlpCollector.StartAsync();
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
        if (_collector is not null)
            await _collector.DisposeAsync();
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

    /// <summary>The completion of a command, and the transaction at its offset.</summary>
    internal async Task<(Completion Completion, Transaction Transaction)> FindAsync(long offset)
    {
        var completion = await Client.CallAsync(
            async channel =>
            {
                using var stream = new CommandCompletionService.CommandCompletionServiceClient(channel).CompletionStream(
                    new CompletionStreamRequest { UserId = IouCommands.User, Parties = { Alice }, BeginExclusive = offset - 1 }, deadline: LedgerClient.Deadline);
                while (await stream.ResponseStream.MoveNext(CancellationToken.None))
                    if (stream.ResponseStream.Current.Completion is { } found)
                        return found;
                throw new InvalidOperationException("The stream has no completion.");
            },
            CancellationToken.None);
        var transactions = await new LedgerReader(Client, new LedgerParties([Alice], [])).ReadTransactionsAsync(offset);
        return (completion, transactions[^1]);
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
          monitoring {
            health.server { address = 127.0.0.1, port = {{healthPort}} }
            metrics.otlp { endpoint = "http://127.0.0.1:{{Collector.GrpcPort}}", headers { x-key = "a,b=c" }, interval = 500ms }
            tracing.tracer {
              exporter { type = otlp, endpoint = "http://127.0.0.1:{{Collector.HttpPort}}/v1/traces", protocol = http-protobuf }
              batch-span-processor.schedule-delay = 200ms
            }
          }
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
