using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Admin.V1;
using Com.Digitalasset.Canton.Admin.Health.V30;
using Com.Digitalasset.Canton.Admin.Participant.V30;
using Com.Digitalasset.Canton.Connection.V30;
using Grpc.Reflection.V1;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>What the ports of an <see cref="AdminServer"/> serve.</summary>
internal static class ServedApi
{
    /// <summary>Everything a participant serves.</summary>
    public static readonly ServiceSet Admin = new ServiceSet.Builder()
        .Behind<CallErrors>()
        .Behind<AdminAuthorization>()
        .With<ApiInfoApi>(ApiInfoReflection.Descriptor)
        .With<ParticipantStatusApi>(ParticipantStatusServiceReflection.Descriptor)
        .With<ParticipantReplicationApi>(ParticipantReplicationServiceReflection.Descriptor)
        .With<SynchronizerConnectivityApi>(SynchronizerConnectivityServiceReflection.Descriptor)
        .With<StatusApi>(StatusServiceReflection.Descriptor)
        .With<ReplicationApi>(ReplicationServiceReflection.Descriptor)
        .With<HealthApi>(Grpc.Health.V1.HealthReflection.Descriptor)
        .With<ReflectionApi>(ReflectionReflection.Descriptor)
        .Build();

    /// <summary>The same without what is about participants.</summary>
    public static readonly ServiceSet Synchronizer = new ServiceSet.Builder()
        .Behind<CallErrors>()
        .Behind<AdminAuthorization>()
        .With<ApiInfoApi>(ApiInfoReflection.Descriptor)
        .With<StatusApi>(StatusServiceReflection.Descriptor)
        .With<ReplicationApi>(ReplicationServiceReflection.Descriptor)
        .With<HealthApi>(Grpc.Health.V1.HealthReflection.Descriptor)
        .With<ReflectionApi>(ReflectionReflection.Descriptor)
        .Build();

    /// <summary>For whoever may know how the replica is, and nothing else.</summary>
    public static readonly ServiceSet Health = new ServiceSet.Builder()
        .Behind<CallErrors>()
        .With<HealthApi>(Grpc.Health.V1.HealthReflection.Descriptor)
        .With<ReflectionApi>(ReflectionReflection.Descriptor)
        .Build();

    /// <summary>The whole Admin API of a kind of node.</summary>
    public static ServiceSet Of(NodeKind kind) => kind == NodeKind.Participant ? Admin : Synchronizer;
}
