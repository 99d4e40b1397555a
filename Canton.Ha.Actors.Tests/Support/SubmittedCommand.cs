namespace Canton.Ha.Actors.Tests.Support;

/// <summary>One command as its submitter knows it.</summary>
/// <param name="id">Its command id, the same in every attempt.</param>
internal sealed class SubmittedCommand(string id)
{
    public string Id => id;

    /// <summary>The submission ids under which it was sent, one per attempt.</summary>
    public List<string> Attempts { get; } = [];

    /// <summary>Those of them that the participant has promised a completion.</summary>
    public List<string> Acknowledged { get; } = [];

    /// <summary>It took effect, or never will; null if only its completion tells.</summary>
    public bool? IsAccepted { get; private set; }

    /// <summary>Where the completion of its acceptance stands, if the submitter was told.</summary>
    public long? CompletionOffset { get; private set; }

    /// <summary>The submission id of one more attempt.</summary>
    public string Attempt()
    {
        Attempts.Add($"{id}/{Attempts.Count + 1}");
        return Attempts[^1];
    }

    /// <summary>The last attempt was acknowledged.</summary>
    public void Acknowledge() => Acknowledged.Add(Attempts[^1]);

    public void Accept(long? completionOffset) => (IsAccepted, CompletionOffset) = (true, completionOffset);

    public void Reject() => IsAccepted = false;
}
