using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Management;
using Com.Daml.Ledger.Api.V2.Admin;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Canton.Ha.Actors.Tests.Support.SimulatedParticipant;

namespace Canton.Ha.Actors.Tests.Ledger.Management;

public class ManagementProperty
{
    private const string Here = "participant::1220aa";

    [Fact]
    public void Whatever_is_done_to_users_and_parties_memory_and_database_agree() =>
        Prop.ForAll(Steps().ArrayOf().ToArbitrary(), Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(40));

    private static Gen<Step> Steps() => Gen.OneOf(
        from user in Names()
        from party in Parties()
        from isDeactivated in Gen.Elements(true, false)
        from notes in Notes()
        select Step.Change(new ManagementChange.PutUser(new UserRecord(user, party, isDeactivated, !isDeactivated, notes))),
        from user in Names() select Step.Change(new ManagementChange.RemoveUser(user)),
        from user in Names() from rights in Rights() select Step.Change(new ManagementChange.Grant(user, rights)),
        from user in Names() from rights in Rights() select Step.Change(new ManagementChange.Revoke(user, rights)),
        from party in Parties() from notes in Notes() select Step.Change(new ManagementChange.PutParty(party, notes)),
        from party in Parties() from synchronizer in Gen.Choose(1, 2) from participant in Gen.Elements(Here, "other::1220bb") select Step.Host(synchronizer, party, participant));

    private static Gen<string> Names() => Gen.Elements("participant_admin", "a", "B", "c'", "~");

    private static Gen<string> Parties() => Gen.Elements("a::x", "a b::x", "ab::x", "A::x", "c::x");

    private static Gen<ImmutableSortedDictionary<string, string>> Notes() => Gen.Elements(Annotations.None, Annotations.None.Add("k", "v"), Annotations.None.Add("k", "w").Add("K", "\u0000'"));

    private static Gen<ImmutableHashSet<UserRight>> Rights() =>
        from kinds in Gen.Elements(Right.KindOneofCase.CanActAs, Right.KindOneofCase.CanReadAs, Right.KindOneofCase.CanExecuteAs).ArrayOf(3)
        from party in Parties()
        from others in Gen.SubListOf(Right.KindOneofCase.ParticipantAdmin, Right.KindOneofCase.CanActAsAnyParty)
        select kinds.Select(kind => new UserRight(kind, party)).Concat(others.Select(kind => new UserRight(kind, ""))).ToImmutableHashSet();

    private static void Agree(Step[] steps)
    {
        var (memory, database) = (Now(ManagementPlace.InMemoryAsync(Here)), Now(ManagementPlace.InDatabaseAsync(ManagementPlace.Memory(), ManagementSql.Embedded, "", Here)));
        foreach (var step in steps.Where((step, i) => step.Hosted is null || !steps.Take(i).Any(before => before.Hosted == step.Hosted)))
        {
            Now(step.TakeAsync(memory));
            Now(step.TakeAsync(database));
        }

        Look(database).Should().Equal(Look(memory));
        Now(memory.EndAsync());
        Now(database.EndAsync());
    }

    private static IEnumerable<string> Look(ManagementPlace place) =>
    [
        .. Now(place.Store.ListUsersAsync("B", 2, default)).AddRange(Now(place.Store.ListUsersAsync("", 9, default))).SelectMany(user => Look(place, user)),
        .. Now(place.Store.ListPartiesAsync(new PartiesQuery("a", "", 2), default)).Select(Look),
        .. Now(place.Store.ListPartiesAsync(new PartiesQuery("", "a b::x", 9), default)).Select(Look),
        .. Now(place.Store.FindPartiesAsync(["c::x", "a::x", "d::x"], default)).Select(Look),
    ];

    private static IEnumerable<string> Look(ManagementPlace place, UserRecord user) =>
    [
        $"{user with { Annotations = Annotations.None }} {Annotations.Write(user.Annotations)}",
        .. UserRight.ToWire(Now(place.Store.ReadRightsAsync(user.Id, default))).Select(right => right.ToString()),
    ];

    private static string Look(PartyRecord party) => $"{party.Party} {party.IsLocal} {Annotations.Write(party.Annotations)}";

    /// <summary>One thing that happens: somebody writes, or a party is hosted.</summary>
    private sealed record Step(ManagementChange? Written, (int Synchronizer, string Party, string Participant)? Hosted)
    {
        public static Step Change(ManagementChange change) => new(change, null);

        public static Step Host(int synchronizer, string party, string participant) => new(null, (synchronizer, party, participant));

        public async Task<bool> TakeAsync(ManagementPlace place)
        {
            await (Written is { } change ? place.Store.WriteAsync([change], default) : place.HostAsync($"sync{Hosted!.Value.Synchronizer}", [(Hosted.Value.Party, Hosted.Value.Participant)]));
            return true;
        }
    }
}
