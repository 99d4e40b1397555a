namespace Akka.Actor.Internal;

/// <summary>The handlers of one behaviour, in the order in which they were declared.</summary>
internal sealed class MessageHandlers
{
    private readonly List<Handler> _handlers = [];
    private bool _takesEverything;

    public bool TryHandle(object message)
    {
        foreach (var handler in _handlers)
        {
            if (handler.TryHandle(message))
                return true;
        }

        return false;
    }

    public void Add<T>(Action<T> handler, Predicate<T> shouldHandle)
    {
        Ensure(handler is not null, nameof(handler));
        Add(new TypedHandler<T>(handler, shouldHandle), takesEverything: shouldHandle is null && typeof(T) == typeof(object));
    }

    public void Add<T>(Func<T, bool> handler)
    {
        Ensure(handler is not null, nameof(handler));
        Add(new DecidingHandler<T>(handler), takesEverything: false);
    }

    public void Add(Type messageType, Action<object> handler, Predicate<object> shouldHandle)
    {
        Ensure(messageType is not null, nameof(messageType));
        Ensure(handler is not null, nameof(handler));
        bool Fits(object message) => messageType.IsInstanceOfType(message) && (shouldHandle is null || shouldHandle(message));
        Add(new TypedHandler<object>(handler, Fits), takesEverything: shouldHandle is null && messageType == typeof(object));
    }

    public void Add(Type messageType, Func<object, bool> handler)
    {
        Ensure(messageType is not null, nameof(messageType));
        Ensure(handler is not null, nameof(handler));
        Add(new DecidingHandler<object>(message => messageType.IsInstanceOfType(message) && handler(message)), takesEverything: false);
    }

    public void AddAny(Action<object> handler)
    {
        Ensure(handler is not null, nameof(handler));
        Add(new TypedHandler<object>(handler, null), takesEverything: true);
    }

    private static void Ensure(bool isGiven, string parameter)
    {
        if (!isGiven)
            throw new ArgumentNullException(parameter);
    }

    private void Add(Handler handler, bool takesEverything)
    {
        if (_takesEverything)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _handlers.Add(handler);
        _takesEverything = takesEverything;
    }

    private abstract class Handler
    {
        public abstract bool TryHandle(object message);
    }

    private sealed class TypedHandler<T> : Handler
    {
        private readonly Action<T> _handle;
        private readonly Predicate<T> _fits;

        public TypedHandler(Action<T> handle, Predicate<T> fits)
        {
            _handle = handle;
            _fits = fits;
        }

        public override bool TryHandle(object message)
        {
            if (message is not T typed || (_fits is not null && !_fits(typed)))
                return false;
            _handle(typed);
            return true;
        }
    }

    private sealed class DecidingHandler<T> : Handler
    {
        private readonly Func<T, bool> _handle;

        public DecidingHandler(Func<T, bool> handle) => _handle = handle;

        public override bool TryHandle(object message) => message is T typed && _handle(typed);
    }
}
