using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Ledger.Management;
using Com.Daml.Ledger.Api.V2.Admin;

namespace Canton.Ha.Actors.LedgerApi.Security;

/// <summary>Who makes a call, and what he may do.</summary>
/// <param name="Holder">What his token says.</param>
/// <param name="Standing">What the user may do whose it is; null if it is no user's.</param>
internal sealed record LedgerCaller(TokenHolder Holder, UserStanding? Standing)
{
    /// <summary>Where nobody is asked who he is.</summary>
    public static readonly LedgerCaller Anybody = new(TokenHolder.Anybody, Standing: null);

    /// <summary>The user whose token it is; null if it is no user's, and he may speak for any.</summary>
    public string? User => Standing?.Id;

    private bool IsAdmin => Holder.Power != TokenPower.OfUser || Has(Right.KindOneofCase.ParticipantAdmin);

    /// <summary>The user of a request: that of the token, unless it is said.</summary>
    /// <exception cref="CantonErrorException">It is another one than that of the token.</exception>
    public string UserOf(string said)
    {
        if (said.Length == 0 || User is null || said == User)
            return said.Length > 0 ? said : User ?? "";
        throw Denied($"speaks for the user {said}");
    }

    /// <summary>The user whom a request asks about: himself, or anybody if he administers.</summary>
    public string AskedUserOf(string said)
    {
        var id = said.Length > 0 ? said : User ?? "";
        if (id != User)
            RequireAdmin();
        return id;
    }

    public void RequireAdmin() => Require(IsAdmin, "has not the right ParticipantAdmin");

    public void RequireAct(string party) => Require(
        Holder.Power == TokenPower.Everything || Has(Right.KindOneofCase.CanActAsAnyParty) || Has(Right.KindOneofCase.CanActAs, party), $"may not act as {party}");

    public void RequireRead(string party) => Require(ReadsAll || MayRead(party), $"may not read as {party}");

    public void RequireReadAll() => Require(ReadsAll, "may not read as any party");

    /// <summary>Somebody who asks about a party: for one that he reads as, or anybody if he administers.</summary>
    public void RequireReadOrAdmin(string party) => Require(IsAdmin || ReadsAll || MayRead(party), $"may not read as {party}");

    private bool ReadsAll =>
        Holder.Power == TokenPower.Everything || Has(Right.KindOneofCase.CanReadAsAnyParty) || Has(Right.KindOneofCase.CanActAsAnyParty);

    private bool MayRead(string party) => Has(Right.KindOneofCase.CanReadAs, party) || Has(Right.KindOneofCase.CanActAs, party);

    private bool Has(Right.KindOneofCase kind, string party = "") => Standing?.Rights.Contains(new UserRight(kind, party)) == true;

    private void Require(bool isAllowed, string otherwise)
    {
        if (!isAllowed)
            throw Denied(otherwise);
    }

    private CantonErrorException Denied(string what) => SecurityErrors.PermissionDenied($"the token of {Holder.Name} {what}");
}
