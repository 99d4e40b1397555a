using System.Collections.Immutable;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Storage;
using Com.Daml.Ledger.Api.V2.Admin;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger.Management;

/// <summary>What every store of users and parties keeps to.</summary>
public abstract class ManagementContract : IAsyncLifetime
{
    private protected const string Here = "participant::1220aa";

    private const string There = "other::1220bb";

    private static readonly UserRight s_admin = new(Right.KindOneofCase.ParticipantAdmin, "");
    private static readonly ImmutableSortedDictionary<string, string> s_notes = Annotations.None.Add("example.org/team", "blue").Add("a", "\0 'quoted' \"twice\" ü");

    private ManagementPlace? _place;

    private IManagementStore Store => (_place ?? throw new InvalidOperationException("Nothing is open.")).Store;

    private protected abstract Task<ManagementPlace> OpenAsync();

    public async Task InitializeAsync() => _place = await OpenAsync();

    public virtual async Task DisposeAsync()
    {
        if (_place is not null)
            await _place.DisposeAsync();
    }

    [Fact]
    public async Task The_participant_begins_with_one_user_who_may_administer_it()
    {
        (await Store.ListUsersAsync("", 10, default)).Should().Equal([UserRecord.ParticipantAdmin], Same);
        (await Store.ReadRightsAsync("participant_admin", default)).Should().Equal(s_admin);
        (await Store.FindUserAsync("nobody", default)).Should().BeNull();
        (await Store.ReadRightsAsync("nobody", default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_user_is_read_as_it_was_written_and_goes_with_its_rights()
    {
        var user = new UserRecord("al'ice", "alice::1220aa", IsDeactivated: true, IsPrimaryPartyAuthentication: true, s_notes);
        ImmutableHashSet<UserRight> rights = [s_admin, UserRight.ToActAs("alice::1220aa"), UserRight.ToActAs("bob::1220aa"), new(Right.KindOneofCase.CanReadAs, "bob::1220aa")];
        await WriteAsync(new ManagementChange.PutUser(user), new ManagementChange.Grant(user.Id, rights));

        Same((await Store.FindUserAsync(user.Id, default))!, user).Should().BeTrue();
        (await Store.ReadRightsAsync(user.Id, default)).Should().BeEquivalentTo(rights);

        await WriteAsync(new ManagementChange.Revoke(user.Id, [s_admin, UserRight.ToActAs("bob::1220aa"), UserRight.ToActAs("carol::1220aa")]));
        (await Store.ReadRightsAsync(user.Id, default)).Should().BeEquivalentTo([UserRight.ToActAs("alice::1220aa"), new UserRight(Right.KindOneofCase.CanReadAs, "bob::1220aa")]);

        await WriteAsync(new ManagementChange.RemoveUser(user.Id), new ManagementChange.PutUser(user));
        (await Store.ReadRightsAsync(user.Id, default)).Should().BeEmpty("a new user of the same name is another one");
    }

    [Fact]
    public async Task Rights_of_nobody_are_not_kept_for_a_later_user_of_that_name()
    {
        await WriteAsync(new ManagementChange.Grant("alice", [s_admin]), new ManagementChange.PutUser(UserRecord.ParticipantAdmin with { Id = "alice" }));

        (await Store.ReadRightsAsync("alice", default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Changes_made_twice_are_made_once()
    {
        ManagementChange[] changes = [
            new ManagementChange.PutUser(UserRecord.ParticipantAdmin with { Id = "alice" }), new ManagementChange.Grant("alice", [s_admin]),
            new ManagementChange.PutParty("alice::1220aa", s_notes)];

        await WriteAsync(changes);
        await WriteAsync(changes);

        (await Store.ReadRightsAsync("alice", default)).Should().Equal(s_admin);
    }

    [Fact]
    public async Task Users_come_in_the_order_of_their_characters_page_by_page()
    {
        await WriteAsync([.. new[] { "b", "a", "B", "_", "a!" }.Select(id => new ManagementChange.PutUser(UserRecord.ParticipantAdmin with { Id = id }))]);

        (await Store.ListUsersAsync("", 4, default)).Select(user => user.Id).Should().Equal("B", "_", "a", "a!");
        (await Store.ListUsersAsync("a!", 4, default)).Select(user => user.Id).Should().Equal("b", "participant_admin");
        (await Store.ListUsersAsync("participant_admin", 4, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_party_is_known_when_it_is_hosted_whatever_was_noted_before()
    {
        await WriteAsync(new ManagementChange.PutParty("alice::1220aa", s_notes));
        (await Store.FindPartiesAsync(["alice::1220aa"], default)).Should().BeEmpty();

        await HostAsync("sync1::1220cc", ("alice::1220aa", Here), ("bob::1220bb", There), ("carol::1220aa", Here), ("carol::1220aa", There));
        await HostAsync("sync2::1220cc", ("alice::1220aa", Here));

        (await Store.FindPartiesAsync(["nobody::1220aa", "carol::1220aa", "alice::1220aa", "bob::1220bb"], default)).Should().Equal(
            [new("alice::1220aa", IsLocal: true, s_notes), new("bob::1220bb", IsLocal: false, Annotations.None), new PartyRecord("carol::1220aa", IsLocal: true, Annotations.None)],
            Same);
        (await Store.FindPartiesAsync([], default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Parties_come_in_the_order_of_their_characters_page_by_page_and_by_their_beginning()
    {
        await HostAsync("sync1::1220cc", [.. new[] { "b", "al", "B", "al ice", "al-ice", "alz" }.Select(party => ($"{party}::1220aa", Here))]);

        (await ListAsync("", "", 4)).Should().Equal("B::1220aa", "al ice::1220aa", "al-ice::1220aa", "al::1220aa");
        (await ListAsync("", "al::1220aa", 4)).Should().Equal("alz::1220aa", "b::1220aa");
        (await ListAsync("al", "", 9)).Should().Equal("al ice::1220aa", "al-ice::1220aa", "al::1220aa", "alz::1220aa");
        (await ListAsync("al:", "B", 9)).Should().Equal("al::1220aa");
        (await ListAsync("al", "al::1220aa", 9)).Should().Equal("alz::1220aa");
        (await ListAsync("c", "", 9)).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_written_once_the_term_is_lost()
    {
        _place!.Term.Lose();

        await this.Awaiting(contract => contract.WriteAsync(new ManagementChange.RemoveUser("participant_admin"))).Should().ThrowAsync<NotActiveException>();
        (await Store.FindUserAsync("participant_admin", default)).Should().NotBeNull();
    }

    private static bool Same(UserRecord one, UserRecord other) =>
        one with { Annotations = Annotations.None } == other with { Annotations = Annotations.None } && one.Annotations.SequenceEqual(other.Annotations);

    private static bool Same(PartyRecord one, PartyRecord other) =>
        one with { Annotations = Annotations.None } == other with { Annotations = Annotations.None } && one.Annotations.SequenceEqual(other.Annotations);

    private async Task<IEnumerable<string>> ListAsync(string prefix, string after, int size) =>
        (await Store.ListPartiesAsync(new PartiesQuery(prefix, after, size), default)).Select(party => party.Party);

    private Task WriteAsync(params ManagementChange[] changes) => Store.WriteAsync(changes, default);

    private Task HostAsync(string synchronizer, params IReadOnlyList<(string Party, string Participant)> hosted) => _place!.HostAsync(synchronizer, hosted);
}
