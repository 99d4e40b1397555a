using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Canton.Ha.Sequencer.V1;
using Google.Protobuf;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Something with a place in the order.</summary>
/// <param name="At">Its place: microseconds since the Unix epoch, different from that of every other event.</param>
/// <param name="SenderId">Number of the member it comes from.</param>
/// <param name="Sender">Name of the member it comes from.</param>
/// <param name="Message">What was sent; null for the registration of the sender.</param>
/// <param name="Deliveries">Who hears it, under which counter.</param>
internal sealed record SequencedEvent(long At, int SenderId, string Sender, SequencedMessage? Message, ImmutableArray<Delivery> Deliveries)
{
    /// <summary>The event as a member hears it; null if it does not.</summary>
    public Event? HeardBy(MemberState member)
    {
        foreach (var delivery in Deliveries)
            if (delivery.Member == member.Id)
                return Heard(delivery.Counter, At, Sender, Message, member.Name);
        return null;
    }

    /// <summary>An event as the member hears it that is among its recipients.</summary>
    public static Event Heard(long counter, long at, string sender, SequencedMessage? message, string recipient)
    {
        var heard = new Event { Counter = counter, SequencedAt = at, Sender = sender };
        if (message is null)
            heard.MemberRegistered = new MemberRegistered();
        else
            heard.Message = message.For(recipient);
        return heard;
    }
}

/// <summary>One member hears an event.</summary>
/// <param name="Member">Number of the member.</param>
/// <param name="Counter">Its own count of what it hears.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Delivery(int Member, long Counter);

/// <summary>A message with a place in the order.</summary>
/// <param name="Id">The sender's name for it.</param>
/// <param name="Envelopes">Who gets what.</param>
internal sealed record SequencedMessage(Guid Id, IReadOnlyList<Envelope> Envelopes)
{
    /// <summary>About how much memory it takes, in bytes.</summary>
    public long Size => Envelopes.Sum(envelope => envelope.Payload.Length + 100L);

    /// <summary>The part of a recipient.</summary>
    public Message For(string recipient)
    {
        var message = new Message { MessageId = ByteString.CopyFrom(Id.ToByteArray(bigEndian: true)) };
        foreach (var envelope in Envelopes)
            if (envelope.ToAll || envelope.Recipients.Contains(recipient))
                message.Payloads.Add(envelope.Payload);
        return message;
    }
}
