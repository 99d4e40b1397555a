using Com.Daml.Ledger.Api.V2;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>What a client wants to see.</summary>
internal static class Formats
{
    /// <summary>The transactions of these parties, as changes of their active contracts.</summary>
    public static UpdateFormat TransactionsOf(params string[] parties) => new()
    {
        IncludeTransactions = new TransactionFormat { EventFormat = Wire.Everything(parties), TransactionShape = TransactionShape.AcsDelta },
    };

    /// <summary>The same, and everybody's topology.</summary>
    public static UpdateFormat EverythingOf(params string[] parties)
    {
        var format = TransactionsOf(parties);
        format.IncludeTopologyEvents = new TopologyFormat { IncludeParticipantAuthorizationEvents = new ParticipantAuthorizationTopologyFormat() };
        return format;
    }

    /// <summary>All elements until the server ends the stream.</summary>
    public static async Task<List<T>> AllAsync<T>(this Grpc.Core.AsyncServerStreamingCall<T> call)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using (call)
        {
            var all = new List<T>();
            while (await call.ResponseStream.MoveNext(deadline.Token))
                all.Add(call.ResponseStream.Current);
            return all;
        }
    }

    /// <summary>The next element, which must come.</summary>
    public static async Task<T> NextAsync<T>(this Grpc.Core.AsyncServerStreamingCall<T> call)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await call.ResponseStream.MoveNext(deadline.Token) ? call.ResponseStream.Current : throw new InvalidOperationException("The stream has ended.");
    }
}
