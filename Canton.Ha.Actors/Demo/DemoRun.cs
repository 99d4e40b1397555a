using System.ComponentModel;
using System.Globalization;
using Canton.Ha.Actors.Shell;
using Grpc.Core;

namespace Canton.Ha.Actors.Demo;

/// <summary>The demo from its beginning to its table.</summary>
internal sealed class DemoRun
{
    private const int Bad = 1;
    private const int Interrupted = 130;

    private static readonly string[] s_headers = ["fault", "longest wait", "acknowledged", "lost", "doubled"];

    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly IDemoPlace _place;
    private readonly IDemoView _view;
    private volatile DemoSite? _site;
    private volatile DemoLoad? _load;

    private DemoRun(IDemoPlace place, IDemoView view) => (_place, _view) = (place, view);

    private TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_began);

    /// <summary>Runs it and cleans up, also when it is interrupted. Returns the exit code.</summary>
    /// <param name="place">Where the nodes keep what they share; disposed.</param>
    /// <param name="rounds">How often each fault strikes.</param>
    /// <param name="view">Where it is shown.</param>
    /// <param name="cancellation">It is to end before its time.</param>
    public static async Task<int> RunAsync(IDemoPlace place, int rounds, IDemoView view, CancellationToken cancellation)
    {
        try
        {
            await using var owned = place;
            var run = new DemoRun(place, view);
            var work = run.ReckonAsync(rounds, cancellation);
            await view.FollowAsync(run.Look, work);
            return run.Conclude(await work);
        }
        catch (Exception e) when (e is DemoFailedException or CommandFailedException)
        {
            view.Complain(e.Message);
            return Bad;
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException && cancellation.IsCancellationRequested)
        {
            view.Complain("Interrupted; everything that was started has been ended and removed.");
            return Interrupted;
        }
        catch (Exception e) when (e is RpcException or Win32Exception or IOException)
        {
            view.Complain($"The demo cannot go on: {(e is RpcException { Status.Detail: var detail } ? detail : e.Message)}");
            return Bad;
        }
    }

    private async Task<IReadOnlyList<Reckoning>> ReckonAsync(int rounds, CancellationToken cancellation)
    {
        Say(_place.Announcement);
        await _place.CreateAsync(cancellation);
        await using var site = _site = new DemoSite(_place);
        Say("A synchronizer and three replicas of a participant start, each in a process of its own.");
        await site.StartAsync(cancellation);
        Say($"{(await site.ActiveAsync(former: null, cancellation)).Name} is active. Clients begin to send commands.");
        using var client = new LedgerClient(site.Ledgers);
        await using var load = _load = await DemoLoad.StartAsync(client, cancellation);
        var faults = new Faults(site, load, _place.IsFreedFromFrozen, Say);
        await faults.StrikeAsync(rounds, cancellation);
        await load.EndAsync(cancellation);
        Say("Every command has an outcome. What does the ledger tell?");
        return Reckoning.Of(faults.Strikes, load.Commands, await LedgerAccount.ReadAsync(client, load.Party, cancellation));
    }

    private int Conclude(IReadOnlyList<Reckoning> parts)
    {
        var all = Reckoning.Sum(parts);
        var isGood = all is { Lost: 0, Doubled: 0, Acknowledged: > 0 };
        _view.Conclude(
            new ConsoleTable(s_headers, [.. parts.Append(all).Select(Row)]),
            isGood ? $"None lost, none doubled, after {Elapsed.TotalSeconds:0} s." : "Commands were lost or doubled.");
        return isGood ? 0 : Bad;
    }

    private static string[] Row(Reckoning part) =>
        [part.Fault, string.Create(CultureInfo.InvariantCulture, $"{part.Gap.TotalMilliseconds:0} ms"), $"{part.Acknowledged}", $"{part.Lost}", $"{part.Doubled}"];

    private DemoPicture Look() => new(
        Elapsed,
        [.. _site?.All.Select(node => (node.Name, node.State)) ?? []],
        _load?.Acknowledged,
        _load?.Silence ?? TimeSpan.Zero);

    private void Say(string what) => _view.Say(Elapsed, what);
}
