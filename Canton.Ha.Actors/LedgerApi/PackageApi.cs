using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Packages that have code here. Contracts may name others, which need none.</summary>
internal sealed class PackageApi(TemplateCatalogue templates) : PackageService.PackageServiceBase
{
    public override Task<ListPackagesResponse> ListPackages(ListPackagesRequest request, ServerCallContext context)
    {
        var response = new ListPackagesResponse();
        response.PackageIds.AddRange(templates.Packages.Values.Order(StringComparer.Ordinal));
        return Task.FromResult(response);
    }

    public override Task<GetPackageStatusResponse> GetPackageStatus(GetPackageStatusRequest request, ServerCallContext context)
    {
        if (!LedgerStrings.IsPackageId(request.PackageId))
            throw RequestErrors.InvalidArgument($"The field package_id is malformed; it must be 1 to {LedgerStrings.PackageIdMax} letters, digits, spaces or -_.");

        var isKnown = templates.Packages.ContainsValue(request.PackageId);
        return Task.FromResult(new GetPackageStatusResponse { PackageStatus = isKnown ? PackageStatus.Registered : PackageStatus.Unspecified });
    }
}
