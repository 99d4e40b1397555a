namespace Akka.TestKit;

/// <summary>A predicate together with the type of message that it is for.</summary>
public class PredicateInfo
{
    private PredicateInfo(Delegate predicate, Type type)
    {
        PredicateT = predicate;
        Type = type;
    }

    /// <summary>The predicate.</summary>
    public Delegate PredicateT { get; }

    /// <summary>The type of message.</summary>
    public Type Type { get; }

    /// <summary>Takes a predicate with its type.</summary>
    public static PredicateInfo Create<T>(Predicate<T> predicateT) => new(predicateT, typeof(T));

    /// <inheritdoc />
    public override string ToString() => $"{GetType().FullName}<{Type.FullName}>";
}

/// <summary>Makes <see cref="PredicateInfo"/>s.</summary>
public static class PredicateInfoFactory
{
    /// <summary>Takes a predicate with its type.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => PredicateInfo.Create(predicateT);

    /// <summary>Takes a function of one parameter that returns a truth value.</summary>
    /// <exception cref="ArgumentException">It is not such a function.</exception>
    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT)
    {
        if (predicateT.Method.ReturnType != typeof(bool) || predicateT.Method.GetParameters().Length != 1)
            throw new ArgumentException("A predicate takes exactly one parameter and returns a boolean.", nameof(predicateT));
        return PredicateInfo.Create(predicateT.Method.CreateDelegate<Predicate<T>>(predicateT.Target));
    }
}
