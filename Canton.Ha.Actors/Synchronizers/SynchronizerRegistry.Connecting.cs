using System.Collections.Immutable;
using Akka.Actor;
using Canton.Ha.Participant.V1;

namespace Canton.Ha.Actors.Synchronizers;

/// <content>Who is connected, and who waits for that.</content>
internal sealed partial class SynchronizerRegistry
{
    private void Connecting()
    {
        Command<SynchronizerProtocol.Reconnect>(m => Registered(m.Alias) is null, m => RefuseUnknown(m.Alias));
        Command<SynchronizerProtocol.Reconnect>(m => m.Retry, m => Want([m.Alias], asker => Attempt(asker, m.Alias, retries: true)));
        Command<SynchronizerProtocol.Reconnect>(m => Attempt(Sender, m.Alias, retries: false));
        Command<SynchronizerProtocol.ReconnectAll>(OnReconnectAll);
        Command<SynchronizerProtocol.Disconnect>(m => Registered(m.Alias) is null, m => RefuseUnknown(m.Alias));
        Command<SynchronizerProtocol.Disconnect>(m => Disconnect([m.Alias]));
        Command<SynchronizerProtocol.DisconnectAll>(_ => Disconnect([.. _known.ByAlias.Keys]));
        Command<ConnectionProtocol.Connected>(OnConnected);
        Command<ConnectionProtocol.NotConnected>(OnNotConnected);
        Command<PatienceOver>(m => _attempts.GiveUp(m.Attempt));
        Command<Terminated>(OnTerminated);
    }

    private void OnReconnectAll(SynchronizerProtocol.ReconnectAll all)
    {
        var automatic = _known.ByAlias.Values.Where(known => !known.Settings.ManualConnect).Select(known => known.Alias).ToList();
        Want(automatic, asker => Attempt(asker, automatic, retries: true, failures => failures.Count == 0 || all.IgnoreFailures
            ? SynchronizerProtocol.Done.Instance
            : new SynchronizerProtocol.Refused(SynchronizerErrors.NotConnected(failures))));
    }

    /// <summary>Notes that they are wanted before anything is tried, so that a later term goes on with it.</summary>
    private void Want(IEnumerable<string> aliases, Action<IActorRef> then)
    {
        var asker = Sender;
        Note([.. Changes(aliases, isWanted: true)], () => then(asker));
    }

    private IEnumerable<SynchronizerWanted> Changes(IEnumerable<string> aliases, bool isWanted) =>
        aliases.Where(alias => Registered(alias) is { } known && known.IsWanted != isWanted).Select(alias => new SynchronizerWanted { Alias = alias, Wanted = isWanted });

    private void Attempt(IActorRef asker, string alias, bool retries) =>
        Attempt(asker, [alias], retries, failures => new SynchronizerProtocol.Attempted(failures.Count == 0));

    /// <summary>Who asks is answered when all are connected, at the latest when a replica that is reachable would have answered.</summary>
    private void Attempt(IActorRef asker, IReadOnlyCollection<string> aliases, bool retries, Func<IReadOnlyDictionary<string, string>, object> answer)
    {
        var missing = aliases.Where(alias => !_connections.IsConnected(alias)).ToImmutableHashSet();
        if (_attempts.Begin(asker, missing, retries, answer) is { } attempt)
            Timers.StartSingleTimer(attempt, new PatienceOver(attempt), _settings.Client.ConnectTimeout);
        foreach (var alias in aliases.Where(missing.Contains))
            _connections.Start(alias);
        Show();
    }

    private void Disconnect(IReadOnlyCollection<string> aliases)
    {
        var asker = Sender;
        Note([.. Changes(aliases, isWanted: false)], () => _connections.End(aliases, "it is disconnected by a command", () => AnswerDone(asker)));
    }

    private IActorRef Start(string alias)
    {
        var settings = _known.ByAlias[alias].Settings;
        var line = _term.Lines.Open(settings, _known.ExpectationOf(alias, id: null));
        var connection = SynchronizerConnection.Props(alias, line, RetryPauses.Of(settings, _settings.Client), _name);
        return Context.ActorOf(connection.WithDispatcher(Context.Props.Dispatcher), alias);
    }

    /// <summary>What is found for the first time under an alias is what it stands for; and one attempt that has succeeded was meant for later terms, too.</summary>
    private void OnConnected(ConnectionProtocol.Connected up)
    {
        if (!_connections.Connected(up.Alias, Sender))
            return;
        List<Google.Protobuf.IMessage> news = [.. Changes([up.Alias], isWanted: true)];
        if (Registered(up.Alias)?.Id is null)
            news.Add(new SynchronizerIdentified { Alias = up.Alias, SynchronizerId = up.Synchronizer });
        Note(news, () => _attempts.Succeed(up.Alias));
        Show();
    }

    private void OnNotConnected(ConnectionProtocol.NotConnected down)
    {
        if (!_connections.NotConnected(down.Alias, Sender, down.Why))
            return;
        _attempts.Fail(down.Alias, down.Why);
        if (Registered(down.Alias) is { IsWanted: false } && !_attempts.IsAwaited(down.Alias))
            _connections.End([down.Alias], down.Why, then: () => { });
        Show();
    }

    private void OnTerminated(Terminated end)
    {
        _connections.Stopped(end.ActorRef);
        Show();
    }

    private sealed record PatienceOver(int Attempt);
}
