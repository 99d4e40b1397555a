using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Ledger;
using Canton.Ha.Actors.Ledger.Reading;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Says which version this is, what it can, and how much a client may ask for at a time.</summary>
internal sealed class VersionApi : VersionService.VersionServiceBase
{
    private static readonly GetLedgerApiVersionResponse s_answer = new()
    {
        Version = NodeVersion.Current,
        Features = new FeaturesDescriptor
        {
            Experimental = new ExperimentalFeatures { StaticTime = new ExperimentalStaticTime(), CommandInspectionService = new ExperimentalCommandInspectionService() },
            UserManagement = new UserManagementFeature { Supported = true, MaxRightsPerUser = LedgerLimits.UserRightsMax, MaxUsersPageSize = LedgerLimits.UsersPageMax },
            PartyManagement = new PartyManagementFeature { MaxPartiesPageSize = LedgerLimits.PartiesPageMax },
            OffsetCheckpoint = new OffsetCheckpointFeature { MaxOffsetCheckpointEmissionDelay = Duration.FromTimeSpan(CheckpointCache.RefreshEvery + CheckpointCache.IdleEvery) },
            PackageFeature = new PackageFeature { MaxVettedPackagesPageSize = LedgerLimits.VettedPackagesPageMax },
        },
    };

    public override Task<GetLedgerApiVersionResponse> GetLedgerApiVersion(GetLedgerApiVersionRequest request, ServerCallContext context) => Task.FromResult(s_answer);
}
