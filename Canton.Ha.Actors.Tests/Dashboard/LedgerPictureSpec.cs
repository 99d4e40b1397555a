using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Dashboard;

public sealed class LedgerPictureSpec
{
    private readonly LedgerAccess _access = new();
    private readonly SynchronizerAccess _synchronizers = new();
    private readonly FakeLedger _ledger = new(keptMax: 10);

    private LedgerView? Seen => new LedgerPicture(_access, _synchronizers).Now();

    [Fact]
    public void There_is_nothing_to_see_before_the_ledger_opens_and_after_it_has_closed()
    {
        Seen.Should().BeNull();
        _access.Open(_ledger);
        Seen.Should().NotBeNull();
        _access.Close();
        Seen.Should().BeNull();
    }

    [Fact]
    public async Task Its_end_is_the_one_that_readers_see_now()
    {
        _access.Open(_ledger);
        await _ledger.GrowAsync(3);
        Seen!.End.Should().Be(3);

        await _ledger.GrowAsync(2);

        Seen!.End.Should().Be(5);
    }

    [Fact]
    public async Task A_synchronizer_is_seen_while_there_is_a_connection_or_one_is_wanted_with_the_reason_why_it_is_not_there()
    {
        _access.Open(_ledger);
        await using var term = new TermSynchronizers(new FakeLines());
        _synchronizers.Open(term);
        Seen!.Synchronizers.Should().BeEmpty();

        term.Show([Status("near", "near::1220", isOpen: true, why: null), Status("far", id: null, isOpen: true, "connection refused"), Status("left", "left::1220", isOpen: false, why: null)]);

        Seen!.Synchronizers.Should().Equal(new SynchronizerView("near", "near::1220", IsConnected: true, Trouble: null), new SynchronizerView("far", "", IsConnected: false, "connection refused"));
    }

    private static SynchronizerStatus Status(string alias, string? id, bool isOpen, string? why)
    {
        var settings = new SynchronizerConnectionSettings(alias, [new Uri("http://127.0.0.1:5018")], ManualConnect: false, Priority: 0, InitialRetryDelay: null, MaxRetryDelay: null);
        return new SynchronizerStatus(new RegisteredSynchronizer(settings, IsWanted: isOpen, id), isOpen, isOpen && why is null, why);
    }
}
