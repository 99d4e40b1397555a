using Canton.Ha.Actors.Contracts.Errors;
using FluentAssertions;

namespace Canton.Ha.Actors.Tests.Ledger;

/// <summary>What an action was refused with.</summary>
internal static class Refusal
{
    public static CantonError Of(Action act) => act.Should().Throw<CantonErrorException>().Which.Error;

    public static string IdOf(Action act) => Of(act).Code.Id;

    /// <summary>The id, and the field that it names.</summary>
    public static string FieldOf(Action act) => Of(act) is var error ? $"{error.Code.Id} {error.Facts.FirstOrDefault(fact => fact.Key == "field_name").Value}" : "";
}
