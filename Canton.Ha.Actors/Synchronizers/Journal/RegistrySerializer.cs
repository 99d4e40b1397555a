using Akka.Actor;
using Akka.Serialization;
using Canton.Ha.Participant.V1;
using Google.Protobuf;

namespace Canton.Ha.Actors.Synchronizers.Journal;

/// <summary>Writes what happens to synchronizers as the messages of <c>canton.ha.participant.v1</c>, each named by what it is and not by a type of this program.</summary>
public sealed class RegistrySerializer : SerializerWithStringManifest
{
    private static readonly (string Manifest, MessageParser Parser, Type Type)[] s_kinds =
    [
        ("registered", SynchronizerRegistered.Parser, typeof(SynchronizerRegistered)),
        ("modified", SynchronizerModified.Parser, typeof(SynchronizerModified)),
        ("wanted", SynchronizerWanted.Parser, typeof(SynchronizerWanted)),
        ("identified", SynchronizerIdentified.Parser, typeof(SynchronizerIdentified)),
        ("snapshot", SynchronizersSnapshot.Parser, typeof(SynchronizersSnapshot)),
    ];

    /// <summary>Made by the actor system.</summary>
    public RegistrySerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <summary>Stored beside every event, and so for ever.</summary>
    public override int Identifier => 7301;

    /// <summary>What makes the actor system use it.</summary>
    internal static string Configuration => $$"""
        akka.actor {
          serializers.canton-synchronizers = "{{NameOf(typeof(RegistrySerializer))}}"
          serialization-bindings {
        {{string.Join('\n', s_kinds.Select(kind => $"    \"{NameOf(kind.Type)}\" = canton-synchronizers"))}}
          }
        }
        """;

    /// <inheritdoc/>
    public override string Manifest(object o) => s_kinds.First(kind => kind.Type == o.GetType()).Manifest;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => ((IMessage)obj).ToByteArray();

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => s_kinds.FirstOrDefault(kind => kind.Manifest == manifest) is { Parser: { } parser }
        ? parser.ParseFrom(bytes)
        : throw new ArgumentException($"An event of the kind {manifest} is unknown to this version; a newer one has written it.", nameof(manifest));

    private static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
