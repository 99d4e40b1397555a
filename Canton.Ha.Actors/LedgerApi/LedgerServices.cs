using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.LedgerApi.Management;
using Canton.Ha.Actors.LedgerApi.Security;
using Com.Daml.Ledger.Api.V2;
using Com.Daml.Ledger.Api.V2.Admin;
using Com.Digitalasset.Canton.Connection.V30;
using Grpc.Reflection.V1;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>What the port of the Ledger API serves: a new service is one line here, made of what <see cref="LedgerApiParts"/> and <see cref="LedgerApis"/> register.</summary>
internal static class LedgerServices
{
    /// <summary>Put together when it is needed first, which is by the rehearsal of a passive replica: to describe all messages takes long, and neither its start nor its take-over shall.</summary>
    public static readonly ServiceSet All = new ServiceSet.Builder()
        .Behind<MeasuredCalls>()
        .Behind<TracedCalls>()
        .Behind<LedgerCallErrors>()
        .Behind<Admission>()
        .Behind<LedgerAuthorization>()
        .Behind<CountedStreams>()
        .With<ApiInfoApi>(ApiInfoReflection.Descriptor)
        .With<VersionApi>(VersionServiceReflection.Descriptor)
        .With<CommandSubmissionApi>(CommandSubmissionServiceReflection.Descriptor)
        .With<CommandApi>(CommandServiceReflection.Descriptor)
        .With<CommandCompletionApi>(CommandCompletionServiceReflection.Descriptor)
        .With<PartyManagementApi>(PartyManagementServiceReflection.Descriptor)
        .With<UserManagementApi>(UserManagementServiceReflection.Descriptor)
        .With<UpdateApi>(UpdateServiceReflection.Descriptor)
        .With<StateApi>(StateServiceReflection.Descriptor)
        .With<EventQueryApi>(EventQueryServiceReflection.Descriptor)
        .With<PackageApi>(PackageServiceReflection.Descriptor)
        .With<PruningApi>(ParticipantPruningServiceReflection.Descriptor)
        .With<LedgerHealthApi>(Grpc.Health.V1.HealthReflection.Descriptor)
        .With<ReflectionApi>(ReflectionReflection.Descriptor)
        .Build();
}
