using Akka.TestKit;
using Canton.Ha.Actors.Synchronizers;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using FluentAssertions.Extensions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Synchronizers;

public sealed class TermSynchronizersSpec : NodeKit
{
    [Fact]
    public async Task A_registry_that_begins_when_the_term_is_over_is_ended_at_once()
    {
        var synchronizers = new TermSynchronizers(new FakeLines());
        await synchronizers.DisposeAsync();
        var (registry, watcher) = (new TestProbe(Sys, Assertions), new TestProbe(Sys, Assertions));
        watcher.Watch(registry.Ref);

        synchronizers.Begin(registry.Ref);

        watcher.ExpectTerminated(registry.Ref, 5.Seconds());
        synchronizers.Registry.Should().NotBe(registry.Ref);
    }

    [Fact]
    public async Task Lines_stay_until_the_registry_has_written_what_it_was_writing()
    {
        var lines = new FakeLines();
        var synchronizers = new TermSynchronizers(lines);
        var registry = new TestProbe(Sys, Assertions);
        synchronizers.Begin(registry.Ref);
        synchronizers.Open();

        var ending = synchronizers.DisposeAsync();
        registry.ExpectMsg<SynchronizerProtocol.End>(5.Seconds());
        lines.IsDisposed.Should().BeFalse();
        synchronizers.Stop();

        await ending;
        lines.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public async Task A_registry_that_is_still_reading_is_not_waited_for()
    {
        var synchronizers = new TermSynchronizers(new FakeLines());
        var (registry, watcher) = (new TestProbe(Sys, Assertions), new TestProbe(Sys, Assertions));
        watcher.Watch(registry.Ref);
        synchronizers.Begin(registry.Ref);

        var opening = synchronizers.OpenedAsync(new CancellationToken(canceled: true));

        await opening.Invoking(gone => gone).Should().ThrowAsync<OperationCanceledException>();
        watcher.ExpectTerminated(registry.Ref, 5.Seconds());
    }
}
