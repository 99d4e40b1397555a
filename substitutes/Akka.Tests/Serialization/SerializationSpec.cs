using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Serialization;

public class SerializationSpec : TestKit.Xunit2.TestKit
{
    private const string Bindings = """
        akka.actor {
          serializers.animals = "Akka.Tests.Serialization.AnimalSerializer, Akka.Tests"
          serialization-bindings."Akka.Tests.Serialization.Animal, Akka.Tests" = animals
          serialization-identifiers."Akka.Tests.Serialization.AnimalSerializer, Akka.Tests" = 901
        }
        """;

    public SerializationSpec() : base(ConfigurationFactory.ParseString(Bindings))
    {
    }

    private Akka.Serialization.Serialization Serialization => Sys.Serialization;

    [Fact]
    public void The_serializer_of_a_type_is_also_that_of_the_types_derived_from_it()
    {
        Serialization.FindSerializerFor(new Cat("Tom")).Should().BeOfType<AnimalSerializer>().Which.Identifier.Should().Be(901);
        Serialization.FindSerializerForType(typeof(Cat)).Should().BeSameAs(Serialization.FindSerializerForType(typeof(Animal)));
    }

    [Fact]
    public void What_was_written_is_read_by_number_and_manifest()
    {
        var serializer = Serialization.FindSerializerFor(new Cat("Tom"));
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, new Cat("Tom"));

        manifest.Should().Be("cat");
        Serialization.Deserialize(Serialization.Serialize(new Cat("Tom")), serializer.Identifier, manifest).Should().Be(new Cat("Tom"));
    }

    [Fact]
    public void Types_without_a_serializer_have_the_named_one_or_json()
    {
        Serialization.FindSerializerForType(typeof(Stone), "animals").Should().BeOfType<AnimalSerializer>();
        Serialization.FindSerializerForType(typeof(Version)).Should().BeOfType<NewtonSoftJsonSerializer>().Which.Identifier.Should().Be(1);
        Serialization.FindSerializerForType(typeof(byte[])).Should().BeOfType<ByteArraySerializer>().Which.Identifier.Should().Be(4);
    }

    [Theory]
    [InlineData(42)]
    [InlineData(1.5f)]
    [InlineData("text")]
    [InlineData(9_000_000_000L)]
    [InlineData(true)]
    public void Json_keeps_plain_values_and_their_types(object value) => RoundTrip(value).Should().Be(value);

    [Fact]
    public void Json_keeps_numbers_inside_of_objects_with_their_types() =>
        RoundTrip(new Stone(12, [1, 2m, "three"])).Should().BeEquivalentTo(new Stone(12, [1, 2m, "three"]), o => o.RespectingRuntimeTypes());

    [Fact]
    public void Json_refers_to_actors_by_their_path() => RoundTrip(new Letter(TestActor)).Should().Be(new Letter(TestActor));

    [Fact]
    public void Null_has_a_serializer()
    {
        Serialization.FindSerializerFor(null).Should().BeOfType<NullSerializer>().Which.Identifier.Should().Be(0);
        Serialization.Deserialize([], 0, "").Should().BeNull();
    }

    [Fact]
    public void An_unknown_number_is_an_error_that_names_it() =>
        Serialization.Invoking(s => s.Deserialize([], 77, "x")).Should().Throw<SerializationException>().WithMessage("*77*");

    [Fact]
    public void Serializers_made_in_code_win()
    {
        var setup = SerializationSetup.Create(system =>
            [SerializerDetails.Create("bare", new ByteArraySerializer(system), ImmutableHashSet.Create(typeof(Animal)))]);
        using var system = ActorSystem.Create("made-in-code", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(Bindings), setup));

        system.Serialization.FindSerializerForType(typeof(Cat)).Should().BeOfType<ByteArraySerializer>();
    }

    [Fact]
    public void A_serializer_without_a_number_is_refused() =>
        new Nameless((ExtendedActorSystem)Sys).Invoking(s => s.Identifier).Should().Throw<ArgumentException>().WithMessage("*Nameless*");

    [Fact]
    public void Paths_are_written_with_the_address_for_which_they_are_serialized()
    {
        var system = (ExtendedActorSystem)Sys;

        var path = Akka.Serialization.Serialization.WithTransport(system, () => Akka.Serialization.Serialization.SerializedActorPath(TestActor));

        path.Should().StartWith($"akka://{Sys.Name}/");
        Serialization.DeserializeActorRef(path).Should().Be(TestActor);
    }

    private object RoundTrip(object value)
    {
        var serializer = Serialization.FindSerializerFor(value);
        return Serialization.Deserialize(Serialization.Serialize(value), serializer.Identifier, value.GetType());
    }

    private sealed record Stone(int Weight, object[] Marks);

    private sealed record Letter(IActorRef To);

    private sealed class Nameless : Serializer
    {
        public Nameless(ExtendedActorSystem system) : base(system)
        {
        }

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => [];

        public override object FromBinary(byte[] bytes, Type type) => bytes;
    }
}
