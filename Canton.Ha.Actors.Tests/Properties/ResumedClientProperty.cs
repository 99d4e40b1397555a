using Canton.Ha.Actors.Tests.Support;
using Com.Daml.Ledger.Api.V2;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Xunit;

namespace Canton.Ha.Actors.Tests.Properties;

/// <summary>However a client of the Ledger API reads on: by streams that it breaks off, or by pages of any size.</summary>
public sealed class ResumedClientProperty
{
    private const int Contracts = 60;
    private const int Clients = 60;

    private static readonly GetUpdatesRequest s_all = new() { BeginExclusive = 0, EndInclusive = Contracts + 1, UpdateFormat = Formats.TransactionsOf("alice") };

    [Fact]
    public async Task Updates_come_once_and_in_order_wherever_a_client_goes_on()
    {
        await using var bench = await ReadingBench.StartAsync(keptMax: 20);
        await bench.IssueAsync(Contracts);
        var expected = (await bench.Updates.GetUpdates(s_all).AllAsync()).ConvertAll(response => response.Transaction);

        Prop.ForAll(Steps(), async steps => (await UpdatesAsync(bench, steps)).Should().Equal(expected)).Check(Config.QuickThrowOnFailure.WithMaxTest(Clients));
    }

    [Fact]
    public async Task Contracts_come_once_and_in_order_wherever_a_client_goes_on()
    {
        await using var bench = await ReadingBench.StartAsync();
        await bench.IssueAsync(Contracts);
        var expected = await bench.State.GetActiveContracts(Active(null)).AllAsync();

        Prop.ForAll(Steps(), async steps => (await ContractsAsync(bench, steps)).Should().Equal(expected)).Check(Config.QuickThrowOnFailure.WithMaxTest(Clients));
    }

    private static Arbitrary<(bool IsPage, int Size)[]> Steps() => (
        from isPage in Gen.Elements(false, true)
        from size in Gen.Choose(1, 25)
        select (isPage, size)).NonEmptyListOf().Select(steps => steps.ToArray()).ToArbitrary();

    /// <summary>The steps over and over until everything is read.</summary>
    private static async Task<List<Transaction>> UpdatesAsync(ReadingBench bench, (bool IsPage, int Size)[] steps)
    {
        var seen = new List<Transaction>();
        for (var step = 0; seen.Count < Contracts; step++)
        {
            var (isPage, size) = steps[step % steps.Length];
            var after = seen.LastOrDefault()?.Offset ?? 0;
            seen.AddRange(isPage ? await TwoPagesAsync(bench, after, size) : await SomeAsync(bench, after, size));
        }

        return seen;
    }

    private static async Task<IEnumerable<Transaction>> TwoPagesAsync(ReadingBench bench, long after, int size)
    {
        var request = new GetUpdatesPageRequest { BeginOffsetExclusive = after, MaxPageSize = size, UpdateFormat = Formats.TransactionsOf("alice") };
        var first = await bench.Updates.GetUpdatesPageAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await bench.Updates.GetUpdatesPageAsync(request);
        return first.Updates.Concat(second.Updates).Select(response => response.Transaction);
    }

    /// <summary>Breaks the stream off after some updates.</summary>
    private static async Task<IEnumerable<Transaction>> SomeAsync(ReadingBench bench, long after, int size)
    {
        using var stream = bench.Updates.GetUpdates(new GetUpdatesRequest(s_all) { BeginExclusive = after });
        var some = new List<Transaction>();
        while (some.Count < size && await stream.ResponseStream.MoveNext(CancellationToken.None))
            some.Add(stream.ResponseStream.Current.Transaction);
        return some;
    }

    private static async Task<List<GetActiveContractsResponse>> ContractsAsync(ReadingBench bench, (bool IsPage, int Size)[] steps)
    {
        var seen = new List<GetActiveContractsResponse>();
        for (var step = 0; seen.Count < Contracts; step++)
        {
            using var stream = bench.State.GetActiveContracts(Active(seen.LastOrDefault()?.StreamContinuationToken));
            for (var some = 0; some < steps[step % steps.Length].Size && await stream.ResponseStream.MoveNext(CancellationToken.None); some++)
                seen.Add(stream.ResponseStream.Current);
        }

        return seen;
    }

    private static GetActiveContractsRequest Active(ByteString? token)
    {
        var request = new GetActiveContractsRequest { ActiveAtOffset = Contracts + 1, EventFormat = Wire.Everything("alice") };
        if (token is not null)
            request.StreamContinuationToken = token;
        return request;
    }
}
