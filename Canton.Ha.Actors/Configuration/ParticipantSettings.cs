namespace Canton.Ha.Actors.Configuration;

/// <summary>One replica of a participant: a block of <c>canton.participants</c>.</summary>
public sealed record ParticipantSettings : NodeSettings
{
    /// <param name="common">What every replica has.</param>
    public ParticipantSettings(NodeSettings common)
        : base(common)
    {
    }

    /// <summary>Null when it has a problem, which is then noted in the block.</summary>
    internal static ParticipantSettings? From(string name, SettingsBlock participant) =>
        From(NodeKind.Participant, name, participant) is { } common ? new ParticipantSettings(common) : null;
}
