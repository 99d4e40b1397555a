namespace Akka.Util;

/// <summary>The outcome of a computation: its value, or the exception that ended it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Result<T> : IEquatable<Result<T>>
{
    public readonly bool IsSuccess;
    public readonly T Value;
    public readonly Exception Exception;

    public Result(T value) : this()
    {
        IsSuccess = true;
        Value = value;
    }

    public Result(Exception exception) : this() => Exception = exception;

    public static bool operator ==(Result<T> left, Result<T> right) => left.Equals(right);

    public static bool operator !=(Result<T> left, Result<T> right) => !left.Equals(right);

    public bool Equals(Result<T> other) =>
        IsSuccess == other.IsSuccess && EqualityComparer<T>.Default.Equals(Value, other.Value) && Equals(Exception, other.Exception);

    public override bool Equals(object obj) => obj is Result<T> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(IsSuccess, Value, Exception);

    public override string ToString() => IsSuccess ? $"Success: {Value}" : $"Failure: {Exception}";
}

/// <summary>Makes <see cref="Result{T}"/> values.</summary>
public static class Result
{
    public static Result<T> Success<T>(T value) => new(value);

    public static Result<T> Failure<T>(Exception exception) => new(exception);

    /// <summary>Runs <paramref name="func"/> and catches what it throws.</summary>
    public static Result<T> From<T>(Func<T> func)
    {
        try
        {
            return new Result<T>(func());
        }
        catch (Exception ex)
        {
            return new Result<T>(ex);
        }
    }

    /// <summary>The outcome of a completed task; waits for one that is not.</summary>
    public static Result<T> FromTask<T>(Task<T> task) =>
        task.IsCanceled || task.IsFaulted ? Failure<T>(task.Exception) : Success(task.Result);
}
