using Akka.Actor;

namespace Akka.Pattern;

/// <summary>The options of a back-off supervisor. Immutable.</summary>
public abstract class BackoffOptions
{
    internal abstract Props Props { get; }

    /// <summary>Begins again with the shortest rest when the child has run that long. The default, with the shortest rest as time.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>Begins again with the shortest rest when told so by <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>Stops a child that fails.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>Answers with that message while the child rests; else messages become dead letters.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>When the child stops after such a message, the supervisor stops, too.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
}

/// <summary>The options as values.</summary>
internal sealed class BackoffOptionsImpl : BackoffOptions
{
    private readonly bool _isOnStop;
    private readonly Props _childProps;
    private readonly string _childName;
    private readonly TimeSpan _minBackoff;
    private readonly TimeSpan _maxBackoff;
    private readonly double _randomFactor;
    private IBackoffReset _reset;
    private OneForOneStrategy _strategy = new(SupervisorStrategy.DefaultDecider);
    private object _replyWhileStopped;
    private Func<object, bool> _finalStopMessage;

    public BackoffOptionsImpl(bool isOnStop, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        _isOnStop = isOnStop;
        _childProps = childProps;
        _childName = childName;
        _minBackoff = minBackoff;
        _maxBackoff = maxBackoff;
        _randomFactor = randomFactor;
        _reset = new AutoReset(minBackoff);
    }

    internal override Props Props
    {
        get
        {
            Ensure(_minBackoff > TimeSpan.Zero, "MinBackoff must be greater than 0");
            Ensure(_maxBackoff >= _minBackoff, "MaxBackoff must be greater than MinBackoff");
            Ensure(_randomFactor is >= 0.0 and <= 1.0, "RandomFactor must be between 0.0 and 1.0");
            var type = _isOnStop ? typeof(BackoffSupervisor) : typeof(BackoffOnRestartSupervisor);
            return Props.Create(type, _childProps, _childName, _minBackoff, _maxBackoff, _reset, _randomFactor, _strategy, _replyWhileStopped, _finalStopMessage);
        }
    }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => With(o => o._reset = new AutoReset(resetBackoff));

    public override BackoffOptions WithManualReset() => With(o => o._reset = new ManualReset());

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => With(o => o._strategy = supervisorStrategy);

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        With(o => o._strategy = new OneForOneStrategy(_strategy.MaxNumberOfRetries, -1, SupervisorStrategy.StoppingStrategy.Decider));

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => With(o => o._replyWhileStopped = replyWhileStopped);

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => With(o => o._strategy = _strategy.WithMaxNrOfRetries(maxNrOfRetries));

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => With(o => o._finalStopMessage = isFinalStopMessage);

    private static void Ensure(bool isRight, string otherwise)
    {
        if (!isRight)
            throw new ArgumentException(otherwise, nameof(isRight));
    }

    private BackoffOptionsImpl With(Action<BackoffOptionsImpl> change)
    {
        var copy = (BackoffOptionsImpl)MemberwiseClone();
        change(copy);
        return copy;
    }
}

/// <summary>When a back-off begins again with its shortest rest.</summary>
public interface IBackoffReset
{
}

/// <summary>When told so.</summary>
internal sealed class ManualReset : IBackoffReset
{
}

/// <summary>When the child has run for a while.</summary>
internal sealed class AutoReset : IBackoffReset
{
    public AutoReset(TimeSpan resetBackoff) => ResetBackoff = resetBackoff;

    public TimeSpan ResetBackoff { get; }
}
