using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2.Admin;
using static Com.Daml.Ledger.Api.V2.Admin.Right.Types;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>Something that a user may do.</summary>
/// <param name="Kind">What.</param>
/// <param name="Party">For which party; empty for what is about no party.</param>
internal readonly record struct UserRight(Right.KindOneofCase Kind, string Party)
{
    /// <summary>May act as a party.</summary>
    public static UserRight ToActAs(string party) => new(Right.KindOneofCase.CanActAs, party);

    /// <summary>As a request has it.</summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">It has no kind, or a malformed party.</exception>
    public static UserRight Of(Right right) => right.KindCase switch
    {
        Right.KindOneofCase.None => throw RequestErrors.InvalidArgument("The field rights has a right without a kind, or with one that this version does not know; set one of its kinds."),
        Right.KindOneofCase.CanActAs => About(right, right.CanActAs.Party),
        Right.KindOneofCase.CanReadAs => About(right, right.CanReadAs.Party),
        Right.KindOneofCase.CanExecuteAs => About(right, right.CanExecuteAs.Party),
        var kind => new UserRight(kind, ""),
    };

    /// <summary>As answers have them: by kind, then by party.</summary>
    public static IEnumerable<Right> ToWire(IEnumerable<UserRight> rights) =>
        rights.OrderBy(right => right.Kind).ThenBy(right => right.Party, StringComparer.Ordinal).Select(right => right.ToWire());

    private Right ToWire() => Kind switch
    {
        Right.KindOneofCase.ParticipantAdmin => new Right { ParticipantAdmin = new ParticipantAdmin() },
        Right.KindOneofCase.CanActAs => new Right { CanActAs = new CanActAs { Party = Party } },
        Right.KindOneofCase.CanReadAs => new Right { CanReadAs = new CanReadAs { Party = Party } },
        Right.KindOneofCase.IdentityProviderAdmin => new Right { IdentityProviderAdmin = new IdentityProviderAdmin() },
        Right.KindOneofCase.CanReadAsAnyParty => new Right { CanReadAsAnyParty = new CanReadAsAnyParty() },
        Right.KindOneofCase.CanExecuteAs => new Right { CanExecuteAs = new CanExecuteAs { Party = Party } },
        Right.KindOneofCase.CanExecuteAsAnyParty => new Right { CanExecuteAsAnyParty = new CanExecuteAsAnyParty() },
        Right.KindOneofCase.CanActAsAnyParty => new Right { CanActAsAnyParty = new CanActAsAnyParty() },
        var unknown => throw new InvalidDataException($"There is no right of kind {unknown}."),
    };

    private static UserRight About(Right right, string party) => new(right.KindCase, Fields.Party(party, "party"));
}
