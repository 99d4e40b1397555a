using Com.Digitalasset.Canton.Connection.V30;
using Grpc.Core;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>Says which API a port serves, in the words of the reference.</summary>
internal sealed class ApiInfoApi(ApiName api) : ApiInfoService.ApiInfoServiceBase
{
    public override Task<GetApiInfoResponse> GetApiInfo(GetApiInfoRequest request, ServerCallContext context) =>
        Task.FromResult(new GetApiInfoResponse { Name = api.Name });
}

/// <summary>Which API it is.</summary>
/// <param name="Name">What a console of the reference expects.</param>
/// <param name="Words">What people call it.</param>
internal sealed record ApiName(string Name, string Words)
{
    public static readonly ApiName Admin = new("admin-api", "Admin API");

    public static readonly ApiName Ledger = new("ledger-api", "Ledger API");
}
