using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Runs asynchronous handlers of one actor: every step on the actor, and no other message in between.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell actorCell) => _cell = actorCell;

    /// <summary>The message of the handler that is running.</summary>
    public object CurrentMessage { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs a handler to its end before the actor processes its next message.</summary>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs a handler to its end before the actor processes its next message.</summary>
    /// <exception cref="InvalidOperationException">Not called by an actor.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        cell.Dispatcher.Suspend(cell);
        cell.TaskScheduler.Begin(asyncAction);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => null;

    protected override void QueueTask(Task task)
    {
        if (ActorCell.Current == _cell && (task.CreationOptions & TaskCreationOptions.LongRunning) == TaskCreationOptions.None)
            TryExecuteTask(task);
        else
            _cell.SendSystemMessage(new SysMsg.ActorTaskMessage(this, task, CurrentMessage));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected virtual void OnBeforeTaskStarted()
    {
    }

    protected virtual void OnAfterTaskCompleted()
    {
    }

    internal void ExecuteTask(Task task) => TryExecuteTask(task);

    private void Begin(Func<Task> asyncAction)
    {
        CurrentMessage = _cell.CurrentMessage;
        OnBeforeTaskStarted();
        _ = Task.Factory.StartNew(asyncAction, CancellationToken.None, TaskCreationOptions.None, this)
            .Unwrap()
            .ContinueWith(End, CancellationToken.None, TaskContinuationOptions.None, this);
    }

    private void End(Task task)
    {
        var exception = ExceptionOf(task);
        if (exception is not null)
        {
            _cell.SendSystemMessage(new SysMsg.ActorTaskMessage(exception, CurrentMessage));
        }
        else
        {
            _cell.Dispatcher.Resume(_cell);
            _cell.CheckReceiveTimeout(_cell.CurrentMessage is not INotInfluenceReceiveTimeout);
        }

        (this as IAsyncResultInterceptor)?.OnTaskCompleted(CurrentMessage, exception);
        CurrentMessage = null;
        OnAfterTaskCompleted();
    }

    private static Exception ExceptionOf(Task task)
    {
        if (task.IsCanceled)
            return new TaskCanceledException();
        return task.Exception is { InnerExceptions: [var only] } ? only : task.Exception;
    }
}

/// <summary>A scheduler that wants to know how each handler has ended.</summary>
internal interface IAsyncResultInterceptor
{
    void OnTaskCompleted(object message, Exception exception);
}
