using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A configuration that cannot be used: malformed text, a missing include, a section that is not there.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>An exception that says what is wrong.</summary>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong and what caused it.</summary>
    public ConfigurationException(string message, Exception exception)
        : base(message, exception)
    {
    }

    /// <summary>The exception for a <typeparamref name="T"/> that was given no configuration, or none at <paramref name="path"/>.</summary>
    public static ConfigurationException NullOrEmptyConfig<T>(string path = null)
    {
        var problem = string.IsNullOrWhiteSpace(path)
            ? "Configuration is null or empty"
            : $"Configuration does not contain `{path}` node";
        return new ConfigurationException($"Failed to instantiate {typeof(T).Name}: {problem}");
    }
}
