using Canton.Ha.Actors.Ledger.Templates.Samples;
using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using Grpc.Core;
using Xunit;

namespace Canton.Ha.Actors.Tests.LedgerApi;

public sealed class PackageApiSpec
{
    [Fact]
    public async Task Packages_with_code_are_listed_and_registered_and_others_are_not()
    {
        await using var bench = await LedgerApiBench.StartAsync(new FakeLedger(keptMax: 1));
        var packages = new PackageService.PackageServiceClient(bench.Channel);

        (await packages.ListPackagesAsync(new ListPackagesRequest())).PackageIds.Should().Equal(Iou.Name.PackageId);
        (await packages.GetPackageStatusAsync(new GetPackageStatusRequest { PackageId = Iou.Name.PackageId })).PackageStatus.Should().Be(PackageStatus.Registered);
        (await packages.GetPackageStatusAsync(new GetPackageStatusRequest { PackageId = "other" })).PackageStatus.Should().Be(PackageStatus.Unspecified);
        (await GrpcFailure.OfAsync(async () => await packages.GetPackageStatusAsync(new GetPackageStatusRequest { PackageId = "?" }))).Info.Reason.Should().Be("INVALID_ARGUMENT");
        (await GrpcFailure.OfAsync(async () => await packages.GetPackageAsync(new GetPackageRequest { PackageId = "other" }))).Code.Should().Be(StatusCode.Unimplemented);
        (await GrpcFailure.OfAsync(async () => await packages.ListVettedPackagesAsync(new ListVettedPackagesRequest()))).Code.Should().Be(StatusCode.Unimplemented);
    }
}
