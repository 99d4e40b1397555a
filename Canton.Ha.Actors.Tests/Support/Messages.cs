using Canton.Ha.Actors.Sequencing;
using Canton.Ha.Sequencer.V1;
using Google.Protobuf;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Messages for a sequencer; their id and the first byte of their payload are a number.</summary>
internal static class Messages
{
    public static SubmittedMessage To(int number, long latestAt, params string[] recipients) =>
        new(Id(number), [new Envelope { Recipients = { recipients }, Payload = Payload(number) }], latestAt);

    public static SubmittedMessage ToAll(int number, long latestAt) =>
        new(Id(number), [new Envelope { ToAll = true, Payload = Payload(number) }], latestAt);

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static ByteString Payload(int number) => ByteString.CopyFrom((byte)number);
}
