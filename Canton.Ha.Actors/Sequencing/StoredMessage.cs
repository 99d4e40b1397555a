using Canton.Ha.Sequencer.V1;
using Google.Protobuf;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>How a message is written into a row, and read back.</summary>
internal static class StoredMessage
{
    public static byte[]? Write(SequencedMessage? message) =>
        message is null ? null : new StoredEnvelopes { Envelopes = { message.Envelopes } }.ToByteArray();

    public static SequencedMessage? Read(Guid? id, byte[]? envelopes) =>
        (id, envelopes) is ({ } known, { } stored) ? new SequencedMessage(known, StoredEnvelopes.Parser.ParseFrom(stored).Envelopes) : null;
}
