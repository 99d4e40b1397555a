using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Canton.Ha.Sequencer.V1;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What a member asks for, well-formed, before it has a place in the order.</summary>
/// <param name="Member">Who asks.</param>
/// <param name="Term">In which of its terms.</param>
internal abstract record MemberRequest(string Member, long Term) : SequencerRequest
{
    /// <summary>To be a member.</summary>
    public sealed record Register(string Member, long Term) : MemberRequest(Member, Term);

    /// <summary>To have messages sequenced.</summary>
    public sealed record Submit(string Member, long Term, ImmutableArray<SubmittedMessage> Messages) : MemberRequest(Member, Term);

    /// <summary>To hear everything from a counter on, and to refuse earlier terms from now on.</summary>
    public sealed record Subscribe(string Member, long Term, long FromCounter) : MemberRequest(Member, Term);

    /// <summary>To be done with everything up to a counter.</summary>
    public sealed record Acknowledge(string Member, long Term, long Counter) : MemberRequest(Member, Term);
}

/// <summary>A message as it is submitted.</summary>
/// <param name="Id">The sender's name for it.</param>
/// <param name="Envelopes">Who gets what.</param>
/// <param name="LatestAt">Latest sequencing time, in microseconds since the Unix epoch.</param>
internal sealed record SubmittedMessage(Guid Id, IReadOnlyList<Envelope> Envelopes, long LatestAt);

/// <summary>By what a message is known: two members may choose the same id.</summary>
/// <param name="Sender">Number of the sender.</param>
/// <param name="Id">The sender's name for it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageKey(int Sender, Guid Id);
