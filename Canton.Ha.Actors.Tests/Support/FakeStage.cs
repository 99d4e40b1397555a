using Akka.Actor;
using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>A stage with nothing behind it, which does what its script says.</summary>
internal sealed class FakeStage : ReceiveActor
{
    private readonly StageScript _script;

    public FakeStage(StageScript script)
    {
        _script = script;
        Receive<StageProtocol.Open>(m => Answer(_script.Opening, m.Term.Number, new StageProtocol.Opened(m.Term.Number), "opened"));
        Receive<StageProtocol.Close>(m => Answer(_script.Closing, m.Term, new StageProtocol.Closed(m.Term), "closed"));
        Receive<StageProtocol.AllOpen>(_ => { });
        Receive<ProbeChild.Crash>(m => throw m.Cause);
    }

    public static Props Props(StageScript script) => Akka.Actor.Props.Create(() => new FakeStage(script)).WithDispatcher(NodeKit.Inline);

    protected override void PreStart() => _script.Stage = Self;

    private static void Answer(StageConduct conduct, long term, object answer, string doing)
    {
        if (conduct == StageConduct.Crashes)
            throw new InvalidOperationException($"a stage crashed while it {doing}");
        if (conduct == StageConduct.Fails)
            Context.Parent.Tell(new StageProtocol.Failed(term, "port in use"));
        else if (conduct == StageConduct.Answers)
            Context.Parent.Tell(answer);
    }
}
