using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Serving;
using Com.Daml.Ledger.Api.V2;
using Com.Daml.Ledger.Api.V2.Admin;
using Grpc.Net.Client;

namespace Canton.Ha.Actors.Shell.Remote;

/// <summary>
/// The Ledger API of a node, of another process or of this one. Each command makes a connection of its own: the API moves with the role of the replica.
/// </summary>
/// <param name="node">Whose it is.</param>
/// <param name="configured">Where it listens; null to ask the node.</param>
/// <param name="door">How to be let in.</param>
/// <param name="timeouts">How long it may take to answer.</param>
/// <param name="time">The clock of deadlines.</param>
internal sealed class RemoteLedger(IConsoleNode node, RemoteEndpoint? configured, LedgerDoor door, RemoteTimeouts timeouts, TimeProvider time) : IConsoleLedger
{
    private const int Shown = 1000;

    public Task<long> ReadEndAsync(CancellationToken cancellation) => AskAsync(
        async (connection, limit) => (await connection.AskAsync(
            options => new StateService.StateServiceClient(connection.Channel).GetLedgerEndAsync(new GetLedgerEndRequest(), options), limit, cancellation)).Offset,
        cancellation);

    public Task<ConsolePage<PartyDetails>> ListPartiesAsync(string prefix, CancellationToken cancellation)
    {
        var request = new ListKnownPartiesRequest { PageSize = Shown, FilterParty = prefix };
        return AskAsync(
            async (connection, limit) =>
            {
                var answer = await connection.AskAsync(options => Parties(connection.Channel).ListKnownPartiesAsync(request, options), limit, cancellation);
                return new ConsolePage<PartyDetails>(answer.PartyDetails, answer.NextPageToken.Length > 0);
            },
            cancellation);
    }

    public Task<PartyDetails> AllocatePartyAsync(string hint, CancellationToken cancellation) => AskAsync(
        async (connection, limit) => (await connection.AskAsync(
            options => Parties(connection.Channel).AllocatePartyAsync(new AllocatePartyRequest { PartyIdHint = hint }, options), limit, cancellation)).PartyDetails,
        cancellation);

    public Task<ConsolePage<User>> ListUsersAsync(CancellationToken cancellation) => AskAsync(
        async (connection, limit) =>
        {
            var answer = await connection.AskAsync(options => Users(connection.Channel).ListUsersAsync(new ListUsersRequest { PageSize = Shown }, options), limit, cancellation);
            return new ConsolePage<User>(answer.Users, answer.NextPageToken.Length > 0);
        },
        cancellation);

    public Task<User> CreateUserAsync(string id, string? party, CancellationToken cancellation)
    {
        var request = new CreateUserRequest { User = new User { Id = id, PrimaryParty = party ?? "" } };
        if (party is not null)
            request.Rights.Add(new Right { CanActAs = new Right.Types.CanActAs { Party = party } });
        return AskAsync(
            async (connection, limit) => (await connection.AskAsync(options => Users(connection.Channel).CreateUserAsync(request, options), limit, cancellation)).User,
            cancellation);
    }

    private static PartyManagementService.PartyManagementServiceClient Parties(GrpcChannel channel) => new(channel);

    private static UserManagementService.UserManagementServiceClient Users(GrpcChannel channel) => new(channel);

    private async Task<T> AskAsync<T>(Func<RemoteConnection, TimeSpan, Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            var place = new RemotePlace(configured ?? await FindAsync(cancellation), door.Tls) { Token = door.Token };
            using var connection = new RemoteConnection(node.Name, ApiName.Ledger, place, timeouts.Connect, time);
            return await ask(connection, timeouts.Request);
        }
        catch (CommandFailedException e) when (e.Kind == FailureKind.Unreachable)
        {
            throw await PassiveAsync(cancellation) ?? e;
        }
    }

    /// <summary>Where the node says that it listens when it is active.</summary>
    private async Task<RemoteEndpoint> FindAsync(CancellationToken cancellation)
    {
        var status = await node.ReadStatusAsync(cancellation);
        var roster = await node.ReadRosterAsync(cancellation);
        var entry = roster.Replicas.FirstOrDefault(entry => entry.Replica == status.Replica);
        return RemoteEndpoint.Parse(entry?.Addresses.Ledger ?? "")
            ?? throw new CommandFailedException(FailureKind.Unreachable, $"{node.Name} does not say where its Ledger API listens; set canton.remote-participants.{node.Name}.ledger-api.port.");
    }

    /// <summary>Null if the node is not passive: then there is no better reason than that it cannot be reached.</summary>
    private async Task<CommandFailedException?> PassiveAsync(CancellationToken cancellation)
    {
        var status = await node.ReadStatusAsync(cancellation);
        if (status.IsActive)
            return null;

        var roster = await node.ReadRosterAsync(cancellation);
        var leader = roster.Replicas.FirstOrDefault(entry => entry.Replica == roster.Leader && entry.Replica != status.Replica);
        var whom = leader switch
        {
            null => "nobody is active at this moment; try again.",
            { Addresses.Ledger.Length: > 0 } => $"ask {leader.Replica}, at {leader.Addresses.Ledger}.",
            _ => $"ask {leader.Replica}.",
        };
        return new CommandFailedException(FailureKind.Refused, $"{node.Name} is {ConsoleText.Role(status.Role)}, and its Ledger API closed: {whom}");
    }
}

/// <summary>How a Ledger API lets somebody in.</summary>
/// <param name="Tls">How TLS is spoken with it; null in plain text.</param>
/// <param name="Token">What it is shown to know who asks; null for nothing.</param>
internal sealed record LedgerDoor(TlsClientSettings? Tls, Secret? Token);
