using System.Collections.Concurrent;

namespace Akka.Event;

/// <summary>Publishes events to those who have subscribed to their class or one above it.</summary>
/// <typeparam name="TEvent">The type of the events.</typeparam>
/// <typeparam name="TClassifier">The type of their classes.</typeparam>
/// <typeparam name="TSubscriber">The type of the subscribers.</typeparam>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Lock _gate = new();
    private readonly List<Subscription> _subscriptions = [];
    private ConcurrentDictionary<TClassifier, TSubscriber[]> _subscribersByClass = new();

    /// <summary>True when it was not subscribed to that class before.</summary>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_gate)
        {
            if (_subscriptions.Exists(s => s.Is(subscriber, classifier)))
                return false;
            _subscriptions.Add(new Subscription(subscriber, classifier));
            _subscribersByClass = new ConcurrentDictionary<TClassifier, TSubscriber[]>();
            return true;
        }
    }

    /// <summary>True when it was subscribed to anything.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber) => Change(() => _subscriptions.RemoveAll(s => s.Is(subscriber)) > 0);

    /// <summary>Ends the subscription to that class, or excludes it from the subscriptions to classes above it. True when there was any.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier) => Change(() =>
        _subscriptions.RemoveAll(s => s.Is(subscriber, classifier)) > 0 || Exclude(subscriber, classifier));

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

    private bool Exclude(TSubscriber subscriber, TClassifier classifier)
    {
        var above = _subscriptions.FindAll(s => s.Is(subscriber) && IsSubClassification(s.Classifier, classifier));
        above.ForEach(s => s.Excluded.Add(classifier));
        return above.Count > 0;
    }

    private bool Takes(Subscription subscription, TClassifier classifier) =>
        IsSubClassification(subscription.Classifier, classifier) && !subscription.Excluded.Exists(e => IsSubClassification(e, classifier));

    /// <summary>Looked up under the gate, so that a table made before a subscription is never filled after it.</summary>
    private TSubscriber[] Find(TClassifier classifier, ConcurrentDictionary<TClassifier, TSubscriber[]> byClass)
    {
        lock (_gate)
        {
            var found = _subscriptions.Where(s => Takes(s, classifier)).Select(s => s.Subscriber).Distinct().ToArray();
            byClass[classifier] = found;
            return found;
        }
    }

    private bool Change(Func<bool> change)
    {
        lock (_gate)
        {
            var isChanged = change();
            _subscribersByClass = new ConcurrentDictionary<TClassifier, TSubscriber[]>();
            return isChanged;
        }
    }

    private sealed class Subscription
    {
        public Subscription(TSubscriber subscriber, TClassifier classifier)
        {
            Subscriber = subscriber;
            Classifier = classifier;
        }

        public TSubscriber Subscriber { get; }

        public TClassifier Classifier { get; }

        public List<TClassifier> Excluded { get; } = [];

        public bool Is(TSubscriber subscriber) => EqualityComparer<TSubscriber>.Default.Equals(Subscriber, subscriber);

        public bool Is(TSubscriber subscriber, TClassifier classifier) =>
            Is(subscriber) && EqualityComparer<TClassifier>.Default.Equals(Classifier, classifier);
    }
}

/// <summary>A bus whose subscribers are actors.</summary>
/// <typeparam name="TEvent">The type of the events.</typeparam>
/// <typeparam name="TClassifier">The type of their classes.</typeparam>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, Actor.IActorRef>
{
}
