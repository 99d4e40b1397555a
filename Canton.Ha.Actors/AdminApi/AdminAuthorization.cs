using System.Collections.Frozen;
using Akka.Event;
using Canton.Ha.Actors.Contracts.Security;
using Grpc.Core;

namespace Canton.Ha.Actors.AdminApi;

/// <summary>Lets calls of the Admin API in: each is for operators, but for those that say no more than who is here and how he is.</summary>
/// <param name="node">The replica, which knows by a token who is an operator.</param>
internal sealed class AdminAuthorization(AdminNode node) : CallAuthorization
{
    /// <summary>Services, and whether everybody may call them. A new service is one line here, and forbidden without.</summary>
    public static readonly FrozenDictionary<string, bool> IsOpen = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["com.digitalasset.canton.connection.v30.ApiInfoService"] = true,
        ["grpc.health.v1.Health"] = true,
        ["grpc.reflection.v1.ServerReflection"] = true,
        ["com.digitalasset.canton.admin.participant.v30.ParticipantStatusService"] = false,
        ["com.digitalasset.canton.admin.participant.v30.ParticipantReplicationService"] = false,
        ["com.digitalasset.canton.admin.participant.v30.SynchronizerConnectivityService"] = false,
        ["com.digitalasset.canton.admin.health.v30.StatusService"] = false,
        [ReplicationService] = false,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const string ReplicationService = "canton.ha.admin.v1.ReplicationService";

    /// <summary>Whose token it is, if he may hand over, pause and resume; null for everybody else, whatever the reason.</summary>
    public static async ValueTask<string?> OperatorOfAsync(AdminNode node, string token, CancellationToken cancellation)
    {
        if (!node.Tokens.IsOn)
            return null;

        try
        {
            var holder = await node.Tokens.HolderOfAsync(token, cancellation);
            return IsOperator(holder, $"/{ReplicationService}/SetPassive") ? holder.Name : null;
        }
        catch (TokenRefusedException e)
        {
            node.Log.Warning("Somebody is no operator of {0}: {1}.", node.Name, LogText.Of(e.Message));
            return null;
        }
    }

    protected override async ValueTask<ICallPermit?> PermitAsync(object request, ServerCallContext context)
    {
        if (context.Method.Split('/') is not [_, var service, _] || !IsOpen.TryGetValue(service, out var isOpen))
            throw SecurityErrors.PermissionDenied($"nobody has said who may call {context.Method}");
        if (isOpen || !node.Tokens.IsOn)
            return null;

        var holder = await HolderOfAsync(node.Tokens, context);
        if (!IsOperator(holder, context.Method))
            throw SecurityErrors.PermissionDenied($"the token of {holder.Name} is not that of an operator who may call {service}");
        return new TokenPermit(holder, node.Time);
    }

    private static bool IsOperator(TokenHolder holder, string method) => holder.Power != TokenPower.OfUser && holder.IsFor(method);
}
