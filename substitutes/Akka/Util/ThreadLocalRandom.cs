namespace Akka.Util;

/// <summary>A random generator for the current thread.</summary>
public static class ThreadLocalRandom
{
    public static Random Current => Random.Shared;
}
