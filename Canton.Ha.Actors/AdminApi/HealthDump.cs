using System.IO.Compression;
using System.Text;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Storage;
using Google.Protobuf;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>An archive for whoever must find out what is wrong with a replica. It is there also when the storage is not, and has no secrets.</summary>
internal static class HealthDump
{
    private const int TermsMax = 100;

    private const string Readme = """
        What this archive says about one replica, at the moment in runtime.txt:

        configuration.conf   the effective configuration of its process; passwords and other secrets are shown as ****
        status.json          its status, as ParticipantStatus answers it
        roster.json          what it knows about itself and the others, as Roster answers it, failover policy included
        policy.json          the failover policy as it saw it last
        terms.json           the newest terms, newest first, one per line; or why they cannot be read
        events.json          the newest state changes, oldest first, one per line: time of day, then the change as Watch tells it
        runtime.txt          versions, uptime, processor, memory, garbage collection, threads

        """;

    /// <summary>A ZIP file.</summary>
    public static async Task<byte[]> PackAsync(AdminNode node, CancellationToken cancellation)
    {
        var status = node.Board.Current;
        var terms = await TermsAsync(node, cancellation);
        var events = await node.Actors.Watch.Ask<WatchProtocol.Recent>(WatchProtocol.GetRecent.Instance, node.Settings.Admin.RequestTimeout, cancellation);
        return Zip(
        [
            ("README.txt", Readme),
            ("configuration.conf", node.Configuration),
            ("status.json", Json(ParticipantStatusApi.Read(node))),
            ("roster.json", Json(Wire.Snapshot(status))),
            ("policy.json", Json(Wire.Of(status.Roster.Policy))),
            ("terms.json", terms),
            ("events.json", string.Concat(events.Events.Select(Line))),
            ("runtime.txt", RuntimeFacts.Describe(node.Uptime)),
        ]);
    }

    private static byte[] Zip(IEnumerable<(string Name, string Text)> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in files)
                using (var entry = archive.CreateEntry(name).Open())
                    entry.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private static async Task<string> TermsAsync(AdminNode node, CancellationToken cancellation)
    {
        try
        {
            var terms = await node.ReadHistoryAsync(TermsMax, cancellation);
            return string.Concat(terms.Select(term => Json(Wire.Of(term))));
        }
        catch (Exception e) when (StorageTrouble.IsCauseOf(e))
        {
            return $"The term table cannot be read: {e.Message}\n";
        }
    }

    private static string Line(SeenEvent seen)
    {
        var at = UtcTime.Text(seen.At);
        return Wire.Of(seen.Fact) is { } change ? $"{at} {Json(change)}" : $"{at} {seen.Fact}\n";
    }

    private static string Json(IMessage message) => JsonFormatter.Default.Format(message) + "\n";
}
