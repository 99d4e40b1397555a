using Akka.Actor;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Node;

/// <summary>What does not come from the configuration file.</summary>
/// <param name="Log">How state changes are written.</param>
/// <param name="Stages">Further stages of every replica, opened after those of the product.</param>
/// <param name="HasStatementFence">False only to show that the locks alone keep an older term from writing.</param>
internal sealed record NodeOptions(LogFormat Log, IReadOnlyList<StageFactory> Stages, bool HasStatementFence)
{
    /// <summary>The process ends when its standard input does, whoever that belonged to.</summary>
    public bool EndsWithInput { get; init; }
}

/// <summary>Makes one stage of one replica.</summary>
internal delegate (string Name, Props Props) StageFactory(NodeSettings replica, WriteAccess access);
