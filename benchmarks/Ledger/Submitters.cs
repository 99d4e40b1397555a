using Canton.Ha.Actors.Benchmarks.Sequencing;
using Com.Daml.Ledger.Api.V2;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Benchmarks.Ledger;

/// <summary>Applications that create contracts, each waiting for one command before it submits the next.</summary>
internal sealed class Submitters(IReadOnlyList<GrpcChannel> channels, string party)
{
    private static readonly Identifier Template = new() { PackageId = "bench", ModuleName = "Bench", EntityName = "Item" };

    /// <param name="callers">How many submit at once.</param>
    /// <param name="length">For how long.</param>
    public async Task<Measured> CreateAsync(int callers, TimeSpan length)
    {
        var started = TimeProvider.System.GetTimestamp();
        var calls = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => CreateAsync(channels[caller % channels.Count], started, length)));
        TimeSpan[] all = [.. calls.SelectMany(each => each)];
        return new Measured(all.Length, TimeProvider.System.GetElapsedTime(started), all);
    }

    private async Task<List<TimeSpan>> CreateAsync(GrpcChannel channel, long started, TimeSpan length)
    {
        var client = new CommandService.CommandServiceClient(channel);
        var calls = new List<TimeSpan>();
        while (TimeProvider.System.GetElapsedTime(started) < length)
        {
            var sent = TimeProvider.System.GetTimestamp();
            await client.SubmitAndWaitAsync(new SubmitAndWaitRequest { Commands = Create() });
            calls.Add(TimeProvider.System.GetElapsedTime(sent));
        }

        return calls;
    }

    private Commands Create() => new()
    {
        UserId = "bench",
        CommandId = $"{Guid.NewGuid()}",
        ActAs = { party },
        Commands_ = { new Command { Create = new CreateCommand { TemplateId = Template, CreateArguments = Arguments() } } },
    };

    private Record Arguments() => new()
    {
        Fields =
        {
            new RecordField { Label = "owner", Value = new Value { Party = party } },
            new RecordField { Label = "name", Value = new Value { Text = "an item of the benchmark" } },
            new RecordField { Label = "amount", Value = new Value { Int64 = 42 } },
        },
    };
}
