using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Shell;
using Canton.Ha.Actors.Shell.Remote;

namespace Canton.Ha.Actors.Demo;

/// <summary>What befalls the active replica, one thing after the other, each until all is well again.</summary>
/// <param name="site">The nodes.</param>
/// <param name="load">Who sends commands meanwhile.</param>
/// <param name="isFreedFromFrozen">Another replica can take over from a frozen one.</param>
/// <param name="say">Is told what happens.</param>
internal sealed class Faults(DemoSite site, DemoLoad load, bool isFreedFromFrozen, Action<string> say)
{
    private static readonly TimeSpan FrozenFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RestMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HandOverMax = TimeSpan.FromSeconds(30);

    private readonly List<Strike> _strikes = [];

    /// <summary>What was done, and when; before the first of them the clients begin.</summary>
    public IReadOnlyList<Strike> Strikes => _strikes;

    /// <summary>Every fault, so many times.</summary>
    public async Task StrikeAsync(int rounds, CancellationToken cancellation)
    {
        Note("none yet");
        await load.GrowAsync(cancellation);
        for (var round = 0; round < rounds; round++)
            foreach (var fault in new[] { KillAsync, FreezeAsync, SwitchOverAsync, (Func<DemoNode, CancellationToken, Task>)RestartAsync })
            {
                await fault(await site.ActiveAsync(former: null, cancellation), cancellation);
                await site.SettledAsync(cancellation);
                await load.GrowAsync(cancellation);
            }
    }

    private async Task KillAsync(DemoNode active, CancellationToken cancellation)
    {
        say($"{active.Name} is killed (SIGKILL).");
        Note($"{active.Name} killed");
        await active.KillAsync(cancellation);
        await SucceededAsync(active, cancellation);
        active.Start();
    }

    private async Task FreezeAsync(DemoNode active, CancellationToken cancellation)
    {
        say($"{active.Name} is frozen (SIGSTOP){(isFreedFromFrozen ? "" : $" for {FrozenFor.TotalSeconds:0} s: on the embedded store nobody can take over from it")}.");
        Note($"{active.Name} frozen");
        active.Freeze();
        if (isFreedFromFrozen)
            await SucceededAsync(active, cancellation);
        else
            await Waits.PassAsync(FrozenFor, TimeProvider.System, cancellation);
        active.Thaw();
        say($"{active.Name} goes on (SIGCONT).");
    }

    private async Task SwitchOverAsync(DemoNode active, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(HandOverMax);
        say($"{active.Name} is to hand over (set_passive).");
        Note($"{active.Name} switched over");
        try
        {
            await HandOverAsync(active, deadline.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new DemoFailedException($"{active.Name} has not handed over within {HandOverMax.TotalSeconds:0} s.", e);
        }

        await SucceededAsync(active, cancellation);
    }

    private async Task HandOverAsync(DemoNode active, CancellationToken cancellation)
    {
        using var node = new RemoteNode(site.RemoteOf(active), TimeProvider.System);
        for (var failures = 0; ; failures++)
            try
            {
                await node.SetPassiveAsync(to: null, cancellation);
                return;
            }
            catch (CommandFailedException e) when (e.Kind == FailureKind.Refused)
            {
                say(e.Message);
                await Waits.PassAsync(Backoff.Doubling(RestMin, RestMax, failures), TimeProvider.System, cancellation);
            }
    }

    private async Task RestartAsync(DemoNode active, CancellationToken cancellation)
    {
        say($"{active.Name} is restarted (SIGTERM).");
        Note($"{active.Name} restarted");
        await active.TerminateAsync(cancellation);
        await SucceededAsync(active, cancellation);
        active.Start();
    }

    private async Task SucceededAsync(DemoNode former, CancellationToken cancellation) =>
        say($"{(await site.ActiveAsync(former, cancellation)).Name} is active.");

    private void Note(string fault) => _strikes.Add(new Strike(fault, TimeProvider.System.GetTimestamp()));
}
