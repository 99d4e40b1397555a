using Canton.Ha.Actors.Ledger.Transactions;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Topology;

/// <summary>What participants say about the parties that they host.</summary>
internal static class HostingMessages
{
    /// <summary>Parties of one message: a participant with more sends several.</summary>
    public const int PartiesMax = 10_000;

    /// <summary>New parties, for every member. Their names must be such that no other participant can have allocated them.</summary>
    public static V1.Outgoing Allocated(Guid messageId, IEnumerable<HostedParty> parties, long latestSequencingTime) =>
        ToAll(messageId, V1.Hosting.Types.Kind.Allocated, parties, latestSequencingTime);

    /// <summary>Parties that were known before, for every member. Every transaction under way is rejected, and may be submitted again.</summary>
    public static V1.Outgoing Changed(Guid messageId, IEnumerable<HostedParty> parties, long latestSequencingTime) =>
        ToAll(messageId, V1.Hosting.Types.Kind.Changed, parties, latestSequencingTime);

    /// <summary>Said again to <paramref name="newcomer"/>, which was not there when they were allocated, and to <paramref name="host"/>, so that it sees that it was said.</summary>
    public static IEnumerable<V1.Outgoing> Announced(string newcomer, string host, IEnumerable<HostedParty> parties, long latestSequencingTime) =>
        parties.Chunk(PartiesMax).Select(chunk => Outgoing(
            Guid.NewGuid(), new V1.Envelope { Recipients = { newcomer, host }, Payload = Payload(V1.Hosting.Types.Kind.Announced, chunk) }, latestSequencingTime));

    /// <summary>
    /// An announcement that was not sequenced in time, as a new message: who waits for it must hear it, and it says what is true by now. Null if it is
    /// none, or nothing of it is true any more.
    /// </summary>
    public static V1.Outgoing? AnnouncedAgain(V1.Outgoing late, string host, Hosting hosting, long latestSequencingTime)
    {
        var envelope = late.Envelopes[0];
        if (V1.Payload.Parser.ParseFrom(envelope.Payload).Hosting is not { Kind: V1.Hosting.Types.Kind.Announced } announced)
            return null;

        var parties = announced.Parties.Select(party => new HostedParty(party.Party, host, hosting.PermissionOf(host, party.Party)))
            .Where(party => party.Permission != ParticipantPermission.Unspecified);
        return Announced(envelope.Recipients[0], host, parties, latestSequencingTime).SingleOrDefault();
    }

    private static V1.Outgoing ToAll(Guid messageId, V1.Hosting.Types.Kind kind, IEnumerable<HostedParty> parties, long latestSequencingTime) =>
        Outgoing(messageId, new V1.Envelope { ToAll = true, Payload = Payload(kind, parties) }, latestSequencingTime);

    private static V1.Outgoing Outgoing(Guid messageId, V1.Envelope envelope, long latestSequencingTime) =>
        new() { MessageId = MessageIds.ToByteString(messageId), LatestSequencingTime = latestSequencingTime, Envelopes = { envelope } };

    private static ByteString Payload(V1.Hosting.Types.Kind kind, IEnumerable<HostedParty> parties)
    {
        var hosting = new V1.Hosting { Kind = kind };
        hosting.Parties.AddRange(parties.Select(party => new V1.HostedParty { Party = party.Party, Permission = (int)party.Permission }));
        return new V1.Payload { Hosting = hosting }.ToByteString();
    }
}
