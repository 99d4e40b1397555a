using Com.Digitalasset.Canton.Connection.V30;
using Grpc.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>Says that this port serves the Admin API.</summary>
internal sealed class ApiInfoApi : ApiInfoService.ApiInfoServiceBase
{
    private const string AdminApi = "admin-api";

    public override Task<GetApiInfoResponse> GetApiInfo(GetApiInfoRequest request, ServerCallContext context) =>
        Task.FromResult(new GetApiInfoResponse { Name = AdminApi });
}
