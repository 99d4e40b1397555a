namespace Akka.Actor.Internal;

/// <summary>The handlers of one behaviour, in the order in which they were declared.</summary>
internal sealed class MessageHandlers
{
    private Handler _first;
    private Handler _last;
    private bool _takesEverything;

    public MessageHandlers(MessageHandlers outer) => Outer = outer;

    /// <summary>The handlers that are declared around these, while these are declared inside of them.</summary>
    public MessageHandlers Outer { get; private set; }

    public bool TryHandle(object message)
    {
        for (var handler = _first; handler is not null; handler = handler.Next)
        {
            if (handler.TryHandle(message))
                return true;
        }

        return false;
    }

    /// <summary>No more handlers will be declared.</summary>
    public MessageHandlers Finish()
    {
        Outer = null;
        return this;
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
        if (_last is null)
            _first = handler;
        else
            _last.Next = handler;
        _last = handler;
        _takesEverything = takesEverything;
    }

    private abstract class Handler
    {
        public Handler Next;

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
