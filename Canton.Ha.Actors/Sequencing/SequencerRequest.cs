namespace Canton.Ha.Actors.Sequencing;

/// <summary>What waits for its turn: the requests of members, and what the sequencer does for itself.</summary>
internal abstract record SequencerRequest
{
    /// <summary>Time is to go on although nobody asks for anything.</summary>
    public sealed record Tick : SequencerRequest
    {
        public static readonly Tick Instance = new();
    }

    /// <summary>What nobody needs any more is to be removed.</summary>
    public sealed record Prune : SequencerRequest
    {
        public static readonly Prune Instance = new();
    }
}
