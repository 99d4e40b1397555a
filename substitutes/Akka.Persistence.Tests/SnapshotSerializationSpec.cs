using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Serialization;
using FluentAssertions;
using Xunit;

namespace Akka.Persistence.Tests;

public sealed class SnapshotSerializationSpec : TestKit.Xunit2.TestKit
{
    private const string Bound = """
        akka.actor {
          serializers.upside = "Akka.Persistence.Tests.SnapshotSerializationSpec+UpsideDown, Akka.Persistence.Tests"
          serialization-bindings."System.String" = upside
        }
        """;

    public SnapshotSerializationSpec() : base(ConfigurationFactory.ParseString(Bound).WithFallback(Persistence.DefaultConfig()))
    {
    }

    [Fact]
    public void A_snapshot_is_written_by_the_serializer_bound_to_its_content()
    {
        var serializer = Sys.Serialization.FindSerializerForType(typeof(Serialization.Snapshot));
        var bytes = serializer.ToBinary(new Serialization.Snapshot("state"));

        bytes.Should().Equal([0x08, 0x89, 0x07, 0x12, 5, .. "etats"u8, 0x1a, 2, .. "v1"u8]);
        serializer.FromBinary<Serialization.Snapshot>(bytes).Data.Should().Be("state");
    }

    [Fact]
    public void Its_serializer_is_the_one_of_the_package() =>
        Sys.Serialization.FindSerializerForType(typeof(Serialization.Snapshot)).Should().BeOfType<PersistenceSnapshotSerializer>().Which.Identifier.Should().Be(8);

    [Fact]
    public void It_is_for_nothing_else() =>
        FluentActions.Invoking(() => new PersistenceSnapshotSerializer((ExtendedActorSystem)Sys).ToBinary("state")).Should().Throw<ArgumentException>();

    private sealed class UpsideDown(ExtendedActorSystem system) : Akka.Serialization.SerializerWithStringManifest(system)
    {
        public override int Identifier => 905;

        public override string Manifest(object o) => "v1";

        public override byte[] ToBinary(object obj) => [.. Encoding.UTF8.GetBytes((string)obj).Reverse()];

        public override object FromBinary(byte[] bytes, string manifest) => Encoding.UTF8.GetString([.. bytes.Reverse()]);
    }
}
