namespace Akka.Persistence.Serialization;

/// <summary>Something that is stored or sent as a whole.</summary>
public interface IMessage
{
}
