using System.Collections.Immutable;
using Canton.Ha.Sequencer.V1;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Reads the requests of members, or says what is wrong with them.</summary>
internal static class SequencerRequests
{
    /// <summary>Most submissions of one call.</summary>
    public const int SubmissionsMax = 1000;

    private const int NameMax = 300;
    private const int MessageIdBytes = 16;

    public static MemberRequest Read(RegisterRequest request) => new MemberRequest.Register(Member(request.Member), Term(request.Term));

    public static MemberRequest.Subscribe Read(SubscribeRequest request) => new(Member(request.Member), Term(request.Term), Counter(request.FromCounter, "from_counter", 1));

    public static MemberRequest Read(AcknowledgeRequest request) =>
        new MemberRequest.Acknowledge(Member(request.Member), Term(request.Term), Counter(request.Counter, "counter", 0));

    public static MemberRequest Read(SubmitRequest request)
    {
        var (member, term) = (Member(request.Member), Term(request.Term));
        if (request.Submissions.Count is 0 or > SubmissionsMax)
            throw SequencerErrors.Invalid("submissions", $"must have 1 to {SubmissionsMax} elements, but has {request.Submissions.Count}");

        var messages = ImmutableArray.CreateBuilder<SubmittedMessage>(request.Submissions.Count);
        for (var i = 0; i < request.Submissions.Count; i++)
            messages.Add(Read(request.Submissions[i], $"submissions[{i}]"));
        return new MemberRequest.Submit(member, term, messages.MoveToImmutable());
    }

    private static SubmittedMessage Read(Submission submission, string field)
    {
        if (submission.MessageId.Length != MessageIdBytes)
            throw SequencerErrors.Invalid($"{field}.message_id", $"must have {MessageIdBytes} bytes, but has {submission.MessageId.Length}");
        if (submission.Envelopes.Count == 0)
            throw SequencerErrors.Missing($"{field}.envelopes");
        if (submission.LatestSequencingTime <= 0)
            throw SequencerErrors.Invalid($"{field}.latest_sequencing_time", $"must be a number of microseconds since 1970, but is {submission.LatestSequencingTime}");

        foreach (var envelope in submission.Envelopes)
            Check(envelope, field);
        return new SubmittedMessage(new Guid(submission.MessageId.Span, bigEndian: true), submission.Envelopes, submission.LatestSequencingTime);
    }

    private static void Check(Envelope envelope, string field)
    {
        if (envelope.ToAll == envelope.Recipients.Count > 0)
            throw SequencerErrors.Invalid($"{field}.envelopes", "must each have recipients or be to_all, and not both");
    }

    private static string Member(string name)
    {
        if (name.Length == 0)
            throw SequencerErrors.Missing("member");
        return name.Length <= NameMax && name.All(c => c is > ' ' and <= '~')
            ? name
            : throw SequencerErrors.Invalid("member", $"must have at most {NameMax} characters of printable ASCII and no blanks");
    }

    private static long Term(long term) => term >= 0 ? term : throw SequencerErrors.Invalid("term", $"must not be negative, but is {term}");

    private static long Counter(long counter, string field, long least) =>
        counter >= least ? counter : throw SequencerErrors.Invalid(field, $"must be at least {least}, but is {counter}");
}
