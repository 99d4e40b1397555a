using System.Collections.Immutable;
using Akka.Configuration;

namespace Akka.Actor;

/// <content>Reasons, and the order of phases.</content>
public sealed partial class CoordinatedShutdown
{
    internal static Dictionary<string, Phase> PhasesFromConfig(Config config)
    {
        if (config.IsNullOrEmpty())
            throw new ConfigurationException("Invalid phase configuration.");
        var defaults = ConfigurationFactory.ParseString($"timeout = {config.GetString("default-phase-timeout")}, recover = true, depends-on = []");
        var phases = config.GetConfig("phases");
        return phases.Root.GetObject().Items.Keys.ToDictionary(name => name, name => PhaseFrom(phases.GetConfig(name), defaults), StringComparer.Ordinal);
    }

    /// <exception cref="ArgumentException">A phase depends on itself.</exception>
    internal static List<string> TopologicalSort(Dictionary<string, Phase> phases)
    {
        var sorted = new List<string>();
        var visiting = new HashSet<string>(StringComparer.Ordinal);
        void Visit(string phase)
        {
            if (sorted.Contains(phase))
                return;
            if (!visiting.Add(phase))
                throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG. phase [{phase}] depends transitively on itself.", nameof(phases));
            foreach (var dependency in phases.TryGetValue(phase, out var known) ? known.DependsOn : [])
                Visit(dependency);
            sorted.Add(phase);
        }

        foreach (var phase in phases.Keys)
            Visit(phase);
        return sorted;
    }

    private static Phase PhaseFrom(Config phase, Config defaults)
    {
        var config = phase is null ? defaults : phase.WithFallback(defaults);
        return new Phase([.. config.GetStringList("depends-on")], config.GetTimeSpan("timeout", allowInfinite: false), config.GetBoolean("recover"));
    }

    /// <summary>Why a system is shut down. Anybody may derive a reason of their own.</summary>
    public class Reason
    {
        protected Reason()
        {
        }
    }

    /// <summary>Nobody has said.</summary>
    public class UnknownReason : Reason
    {
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }

    /// <summary>The node was downed.</summary>
    public class ClusterDowningReason : Reason
    {
        public static readonly Reason Instance = new ClusterDowningReason();

        private ClusterDowningReason()
        {
        }
    }

    /// <summary>The node has left.</summary>
    public class ClusterLeavingReason : Reason
    {
        public static readonly Reason Instance = new ClusterLeavingReason();

        private ClusterLeavingReason()
        {
        }
    }

    /// <summary>The node could not join.</summary>
    public class ClusterJoinUnsuccessfulReason : Reason
    {
        public static readonly Reason Instance = new ClusterJoinUnsuccessfulReason();

        private ClusterJoinUnsuccessfulReason()
        {
        }
    }
}

/// <summary>One step of a shutdown.</summary>
internal sealed class Phase : IEquatable<Phase>
{
    public Phase(ImmutableHashSet<string> dependsOn, TimeSpan timeout, bool recover)
    {
        DependsOn = dependsOn ?? [];
        Timeout = timeout;
        Recover = recover;
    }

    public ImmutableHashSet<string> DependsOn { get; }

    public TimeSpan Timeout { get; }

    /// <summary>Go on after a failure or timeout.</summary>
    public bool Recover { get; }

    public bool Equals(Phase other) =>
        other is not null && DependsOn.SetEquals(other.DependsOn) && Timeout == other.Timeout && Recover == other.Recover;

    public override bool Equals(object obj) => Equals(obj as Phase);

    public override int GetHashCode() => HashCode.Combine(DependsOn.Count, Timeout, Recover);

    public override string ToString() => $"DependsOn=[{string.Join(",", DependsOn)}], Timeout={Timeout}, Recover={Recover}";
}
