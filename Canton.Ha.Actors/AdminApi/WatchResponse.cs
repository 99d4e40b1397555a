using Google.Protobuf;

namespace Canton.Ha.Admin.V1;

/// <summary>A message of the stream that <c>Watch</c> sends.</summary>
public sealed partial class WatchResponse
{
    /// <summary>
    /// The same message as bytes that are copied into every stream it is written to: it is serialised once, however many subscribers there are.
    /// Its fields are not set any more.
    /// </summary>
    public WatchResponse Serialised()
    {
        using var bytes = new CodedInputStream(this.ToByteArray());
        bytes.ReadTag();
        return new WatchResponse { _unknownFields = UnknownFieldSet.MergeFieldFrom(unknownFields: null, bytes) };
    }
}
