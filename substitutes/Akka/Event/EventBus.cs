using System.Collections.Concurrent;

namespace Akka.Event;

/// <summary>Publishes events to those who have subscribed to their class or one above it.</summary>
/// <typeparam name="TEvent">The type of the events.</typeparam>
/// <typeparam name="TClassifier">The type of their classes.</typeparam>
/// <typeparam name="TSubscriber">The type of the subscribers.</typeparam>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Lock _gate = new();
    private readonly List<(TSubscriber Subscriber, TClassifier Classifier)> _subscriptions = [];
    private ConcurrentDictionary<TClassifier, TSubscriber[]> _subscribersByClass = new();

    /// <summary>True when it was not subscribed to that class or one above it before.</summary>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_gate)
        {
            if (_subscriptions.Exists(s => IsSame(s.Subscriber, subscriber) && IsSubClassification(s.Classifier, classifier)))
                return false;
            _subscriptions.RemoveAll(s => IsSame(s.Subscriber, subscriber) && IsSubClassification(classifier, s.Classifier));
            _subscriptions.Add((subscriber, classifier));
            _subscribersByClass = new ConcurrentDictionary<TClassifier, TSubscriber[]>();
            return true;
        }
    }

    /// <summary>True when it was subscribed to anything.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber) => Remove(s => IsSame(s.Subscriber, subscriber));

    /// <summary>True when it was subscribed to that class or one below it.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier) =>
        Remove(s => IsSame(s.Subscriber, subscriber) && IsSubClassification(classifier, s.Classifier));

    public virtual void Publish(TEvent @event)
    {
        var byClass = _subscribersByClass;
        var classifier = GetClassifier(@event);
        if (!byClass.TryGetValue(classifier, out var subscribers))
            subscribers = Find(classifier, byClass);
        foreach (var subscriber in subscribers)
            Publish(@event, subscriber);
    }

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    protected abstract TClassifier GetClassifier(TEvent @event);

    protected string SimpleName(object source) => SimpleName(source.GetType());

    protected string SimpleName(Type source) => source.Name;

    private static bool IsSame(TSubscriber a, TSubscriber b) => EqualityComparer<TSubscriber>.Default.Equals(a, b);

    /// <summary>Looked up under the gate, so that a table made before a subscription is never filled after it.</summary>
    private TSubscriber[] Find(TClassifier classifier, ConcurrentDictionary<TClassifier, TSubscriber[]> byClass)
    {
        lock (_gate)
        {
            var found = _subscriptions.Where(s => IsSubClassification(s.Classifier, classifier)).Select(s => s.Subscriber).Distinct().ToArray();
            byClass[classifier] = found;
            return found;
        }
    }

    private bool Remove(Predicate<(TSubscriber Subscriber, TClassifier Classifier)> which)
    {
        lock (_gate)
        {
            var isRemoved = _subscriptions.RemoveAll(which) > 0;
            _subscribersByClass = new ConcurrentDictionary<TClassifier, TSubscriber[]>();
            return isRemoved;
        }
    }
}

/// <summary>A bus whose subscribers are actors.</summary>
/// <typeparam name="TEvent">The type of the events.</typeparam>
/// <typeparam name="TClassifier">The type of their classes.</typeparam>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, Actor.IActorRef>
{
}
