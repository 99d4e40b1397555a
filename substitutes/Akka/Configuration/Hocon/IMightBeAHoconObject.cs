namespace Akka.Configuration.Hocon;

/// <summary>Something that may turn out to be an object, depending on what it refers to.</summary>
public interface IMightBeAHoconObject
{
    /// <summary>Whether it is an object.</summary>
    bool IsObject();

    /// <summary>The object; null if it is none.</summary>
    HoconObject GetObject();
}
