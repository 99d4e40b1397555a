using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Actors.Sequencing.Embedded;
using Canton.Ha.Actors.Storage;
using Canton.Ha.Actors.Storage.Memory;
using Canton.Ha.Sequencer.V1;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A real sequencer on a real port, on a database in memory, without actors.</summary>
internal sealed class SequencerBench : IAsyncDisposable
{
    private readonly HeldTerm _held;
    private readonly IWritePool _pool;
    private readonly WriteAccess _access;
    private readonly GrpcChannel _channel;

    private SequencerBench(HeldTerm held, IWritePool pool, WriteAccess access, IServingSequencer serving, string scheme)
    {
        (_held, _pool, _access, Serving) = (held, pool, access, serving);
        _channel = GrpcChannel.ForAddress($"{scheme}://127.0.0.1:{serving.Port}");
        Client = new SequencerService.SequencerServiceClient(_channel);
    }

    public IServingSequencer Serving { get; }

    public SequencerService.SequencerServiceClient Client { get; }

    public static Task<SequencerBench> StartAsync() => StartAsync(SequencingRules.Default);

    /// <summary>One that listens as is said.</summary>
    public static Task<SequencerBench> StartAsync(HttpEndpoint endpoint) => StartAsync(SequencingRules.Default, endpoint, store: null);

    public static Task<SequencerBench> StartAsync(SequencingSettings settings, Func<ISequencerStore, ISequencerStore>? store = null) =>
        StartAsync(settings, new HttpEndpoint("127.0.0.1", 0), store);

    private static async Task<SequencerBench> StartAsync(SequencingSettings settings, HttpEndpoint endpoint, Func<ISequencerStore, ISequencerStore>? store)
    {
        var replica = EmbeddedDisk.Replica("sync1", "sync", new StorageSettings.Memory()) with { Kind = NodeKind.Synchronizer };
        var storage = MemoryStorage.For(replica, () => EmbeddedDisk.Addresses, [SequencerSchema.Part]);
        var held = await HeldTerm.TakeAsync(storage.Locks);
        var pool = await storage.WritePools.OpenAsync(held.Term, CancellationToken.None);
        var access = new WriteAccess();
        access.Open(pool);
        ISequencerStore embedded = new EmbeddedSequencerStore(storage.Reads);
        var sequencers = new Sequencers(
            new SequencerName("sync1", "sync"), new PublicApiSettings(endpoint, 1_000_000), settings, store?.Invoke(embedded) ?? embedded, access)
        {
            Tls = ServerTls.For(endpoint, "public-api", () => NoLogger.Instance),
        };
        return new SequencerBench(held, pool, access, await sequencers.OpenAsync(held.Term, NoLogger.Instance, CancellationToken.None), endpoint.Tls is null ? "http" : "https");
    }

    /// <summary>The term ends without a word.</summary>
    public void Lose() => _held.Lose();

    public async Task RegisterAsync(string member) => await Client.RegisterAsync(new RegisterRequest { Member = member });

    public async Task<SubmissionResult> SubmitAsync(string member, int number, int bytes = 1, long term = 0)
    {
        var request = new SubmitRequest { Member = member, Term = term, Submissions = { Submissions.ToAll(number, bytes) } };
        return (await Client.SubmitAsync(request)).Results[0];
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await Serving.DisposeAsync();
        await _access.Close();
        await _pool.DisposeAsync();
        await _held.DisposeAsync();
    }
}
