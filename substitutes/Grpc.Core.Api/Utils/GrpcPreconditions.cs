namespace Grpc.Core.Utils;

/// <summary>Checks of arguments and state.</summary>
public static class GrpcPreconditions
{
    /// <exception cref="ArgumentException">The condition does not hold.</exception>
    public static void CheckArgument(bool condition)
    {
        if (!condition)
            throw new ArgumentException(message: null);
    }

    /// <exception cref="ArgumentException">The condition does not hold.</exception>
    public static void CheckArgument(bool condition, string errorMessage)
    {
        if (!condition)
            throw new ArgumentException(errorMessage);
    }

    /// <exception cref="ArgumentNullException">The reference is null.</exception>
    public static T CheckNotNull<T>(T reference) => reference is null ? throw new ArgumentNullException(paramName: null) : reference;

    /// <exception cref="ArgumentNullException">The reference is null.</exception>
    public static T CheckNotNull<T>(T reference, string paramName) =>
        reference is null ? throw new ArgumentNullException(paramName) : reference;

    /// <exception cref="InvalidOperationException">The condition does not hold.</exception>
    public static void CheckState(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException();
    }

    /// <exception cref="InvalidOperationException">The condition does not hold.</exception>
    public static void CheckState(bool condition, string errorMessage)
    {
        if (!condition)
            throw new InvalidOperationException(errorMessage);
    }
}
