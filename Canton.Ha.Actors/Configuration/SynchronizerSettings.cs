namespace Canton.Ha.Actors.Configuration;

/// <summary>One replica of a synchronizer: a block of <c>canton.synchronizers</c>.</summary>
public sealed record SynchronizerSettings : NodeSettings
{
    /// <param name="common">What every replica has.</param>
    /// <param name="publicApi">Where members find it while it is active.</param>
    /// <param name="sequencing">How it orders and delivers.</param>
    public SynchronizerSettings(NodeSettings common, PublicApiSettings publicApi, SequencingSettings sequencing)
        : base(common) =>
        (PublicApi, Sequencing) = (publicApi, sequencing);

    /// <summary><c>public-api</c>: where members find it while it is active.</summary>
    public PublicApiSettings PublicApi { get; }

    /// <summary><c>sequencing</c>: how it orders and delivers.</summary>
    public SequencingSettings Sequencing { get; }

    /// <summary>Null when it has a problem, which is then noted in the block.</summary>
    internal static SynchronizerSettings? From(string name, SettingsBlock synchronizer)
    {
        var problems = synchronizer.Problems.Count;
        var publicApi = PublicApiSettings.From(synchronizer.Block("public-api"));
        var sequencing = SequencingSettings.From(synchronizer.Block("sequencing"));
        var common = From(NodeKind.Synchronizer, name, synchronizer);
        return common is null || publicApi is null || synchronizer.Problems.Count > problems ? null : new SynchronizerSettings(common, publicApi, sequencing);
    }
}
