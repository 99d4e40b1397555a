using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace Canton.Ha.Actors.Dashboard;

/// <summary>Takes a stream apart into its events.</summary>
internal static class ServerSentEvents
{
    /// <summary>The kind and the data of each event until the stream ends.</summary>
    /// <param name="stream">What a page would get.</param>
    /// <param name="bytesMax">No event is longer.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">An event is longer.</exception>
    public static async IAsyncEnumerable<(string Kind, byte[] Data)> ReadAsync(
        Stream stream, int bytesMax, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pipe = PipeReader.Create(stream);
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (TryTake(ref rest, out var one))
                yield return Parse(one);
            if (rest.Length > bytesMax)
                throw new InvalidDataException($"an event has more than {bytesMax} bytes");
            if (read.IsCompleted)
                yield break;
            pipe.AdvanceTo(rest.Start, read.Buffer.End);
        }
    }

    /// <summary>An event ends with an empty line.</summary>
    private static bool TryTake(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> one)
    {
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadTo(out one, "\n\n"u8))
            return false;
        rest = reader.UnreadSequence;
        return true;
    }

    private static (string Kind, byte[] Data) Parse(ReadOnlySequence<byte> one)
    {
        var (kind, data) = ("", "");
        foreach (var line in Encoding.UTF8.GetString(one).Split('\n'))
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                kind = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line["data: ".Length..];
        return (kind, Encoding.UTF8.GetBytes(data));
    }
}
