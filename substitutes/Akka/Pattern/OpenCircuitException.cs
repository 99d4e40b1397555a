using Akka.Actor;

namespace Akka.Pattern;

/// <summary>A call was not made because the circuit breaker is open.</summary>
public class OpenCircuitException : AkkaException
{
    private const string Default = "Circuit Breaker is open; calls are failing fast";

    public OpenCircuitException() : base(Default)
    {
    }

    public OpenCircuitException(string message) : base(message)
    {
    }

    public OpenCircuitException(string message, TimeSpan remainingDuration) : base(message) => RemainingDuration = remainingDuration;

    public OpenCircuitException(string message, Exception cause) : base(message, cause)
    {
    }

    public OpenCircuitException(string message, Exception cause, TimeSpan remainingDuration) : base(message, cause) =>
        RemainingDuration = remainingDuration;

    public OpenCircuitException(Exception cause) : base(Default, cause)
    {
    }

    public OpenCircuitException(Exception cause, TimeSpan remainingDuration) : base(Default, cause) => RemainingDuration = remainingDuration;

    /// <summary>How long the breaker will stay open.</summary>
    public TimeSpan RemainingDuration { get; }
}

/// <summary>The failure that <see cref="CircuitBreaker.Fail"/> counts.</summary>
public class UserCalledFailException : AkkaException
{
    public UserCalledFailException() : base("User code caused CircuitBreaker to fail because it calls the Fail() method.")
    {
    }
}
