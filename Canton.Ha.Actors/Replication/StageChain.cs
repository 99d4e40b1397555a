using System.Collections.Immutable;
using Akka.Actor;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Replication;

/// <summary>Opens the stages from the database outward and closes them from the outside inward, one after the other.</summary>
internal sealed class StageChain(ImmutableArray<IActorRef> stages, StatusPublisher status)
{
    private int _current;

    public void OpenFirst(LockTerm term)
    {
        _current = 0;
        stages[_current].Tell(new StageProtocol.Open(term));
    }

    /// <summary>The current stage is open. False when it was the last.</summary>
    public bool OpenNext(LockTerm term)
    {
        status.StageOpened(_current);
        _current++;
        if (_current == stages.Length)
            return false;

        stages[_current].Tell(new StageProtocol.Open(term));
        return true;
    }

    public void SayAllOpen(long term)
    {
        foreach (var stage in stages)
            stage.Tell(new StageProtocol.AllOpen(term));
    }

    public void CloseLast(long term, TimeSpan drain)
    {
        _current = stages.Length - 1;
        stages[_current].Tell(new StageProtocol.Close(term, drain));
    }

    /// <summary>The current stage is closed. False when it was the first.</summary>
    public bool CloseNext(long term, TimeSpan drain)
    {
        status.StageClosed(_current);
        _current--;
        if (_current < 0)
            return false;

        stages[_current].Tell(new StageProtocol.Close(term, drain));
        return true;
    }
}
