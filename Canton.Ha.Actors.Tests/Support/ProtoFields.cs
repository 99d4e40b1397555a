using Google.Protobuf;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Reads serialised messages of which there is no definition here, by the numbers of their fields.</summary>
internal static class ProtoFields
{
    /// <summary>Every text, blob or message that a message has below a path of fields.</summary>
    public static IEnumerable<byte[]> At(byte[] message, params int[] path) =>
        path is [var field, .. var rest] ? Of(message, field).SelectMany(below => At(below, rest)) : [message];

    private static List<byte[]> Of(byte[] message, int field)
    {
        var found = new List<byte[]>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                found.Add(input.ReadBytes().ToByteArray());
            else
                input.SkipLastField();
        return found;
    }
}
