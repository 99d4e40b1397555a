using FluentAssertions;

namespace Akka.TestKit.Extensions;

/// <summary>Expectations about tasks.</summary>
public static class TaskExtensions
{
    /// <summary>Waits for a task; returns whether it was done in time, and throws what it throws.</summary>
    public static async Task<bool> AwaitWithTimeout(this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        await Task.WhenAny(parentTask, Task.Delay(timeout, cancellationToken));
        if (parentTask.IsFaulted)
            await parentTask;
        return parentTask.IsCompleted;
    }

    /// <summary>Waits for a task and returns its result.</summary>
    /// <exception cref="TaskCanceledException">It was not done in time.</exception>
    public static async Task<T> WithTimeout<T>(this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (!await parentTask.AwaitWithTimeout(timeout, cancellationToken))
            throw new TaskCanceledException($"Task timed out after {timeout.TotalSeconds} seconds");
        return await parentTask;
    }

    /// <summary>Expects a task to be done in time with a result.</summary>
    public static async Task ShouldCompleteWithin<T>(
        this Task<T> task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs) =>
        (await task.ShouldCompleteWithin(timeout, because, becauseArgs)).Should().Be(expected, because, becauseArgs);

    /// <summary>Expects a task to be done in time; returns its result.</summary>
    public static async Task<T> ShouldCompleteWithin<T>(this Task<T> task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        await ((Task)task).ShouldCompleteWithin(timeout, because, becauseArgs);
        return await task;
    }

    /// <summary>Expects a task to be done in time.</summary>
    public static async Task ShouldCompleteWithin(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
    {
        var wait = async () => await task;
        await wait.Should().CompleteWithinAsync(timeout, because, becauseArgs);
    }

    /// <summary>Expects a task to throw one exception in time.</summary>
    public static async Task ShouldThrowWithin<T>(this Task task, T expected, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception =>
        (await task.ShouldThrowWithin<T>(timeout, because, becauseArgs)).Should().Be(expected, because, becauseArgs);

    /// <summary>Expects a task to throw in time; returns the exception.</summary>
    public static async Task<T> ShouldThrowWithin<T>(this Task task, TimeSpan timeout, string because = "", params object[] becauseArgs)
        where T : Exception
    {
        var wait = () => task.ShouldCompleteWithin(timeout, because, becauseArgs);
        return (await wait.Should().ThrowAsync<T>(because, becauseArgs)).Which;
    }
}
