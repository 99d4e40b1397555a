using System.Buffers.Binary;
using Canton.Ha.Sequencer.V1;
using Google.Protobuf;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Submissions over the wire, good for a minute.</summary>
internal static class Submissions
{
    /// <summary>A message with an id made of a number.</summary>
    public static Submission ToAll(int number, int bytes) => new()
    {
        MessageId = Id(number),
        LatestSequencingTime = MicrosecondsNow() + 60_000_000,
        Envelopes = { new Envelope { ToAll = true, Payload = ByteString.CopyFrom(new byte[bytes]) } },
    };

    public static ByteString Id(int number)
    {
        var id = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(id, number);
        return ByteString.CopyFrom(id);
    }

    public static long MicrosecondsNow() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
