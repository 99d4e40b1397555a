using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Synchronizers;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Synchronizers as participants of tests are told of them.</summary>
internal static class Synchronizer
{
    public static readonly SequencerClientSettings Client = new(
        ConnectTimeout: TimeSpan.FromSeconds(2), RequestTimeout: TimeSpan.FromSeconds(5), SilenceTimeout: TimeSpan.FromSeconds(30),
        InitialRetryDelay: TimeSpan.FromMilliseconds(100), MaxRetryDelay: TimeSpan.FromSeconds(2), AcknowledgementInterval: TimeSpan.FromMilliseconds(50));

    public static readonly RegistryJournal InMemory = new("akka.persistence.journal.inmem", "akka.persistence.snapshot-store.inmem");

    public static SynchronizerConnectionSettings At(string alias, params int[] ports) => new(
        alias, [.. ports.Select(port => new Uri($"http://127.0.0.1:{port}"))], ManualConnect: false, Priority: 0, InitialRetryDelay: null, MaxRetryDelay: null);

    public static RegistrySettings Registry(RegistryJournal journal, params SynchronizerConnectionSettings[] configured) => new("participant1", configured, Client, journal);
}
