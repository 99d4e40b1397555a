using System.Buffers;
using FluentAssertions;
using Grpc.Core.Api.Tests.Support;
using Xunit;

namespace Grpc.Core.Api.Tests;

public sealed class MethodSpec
{
    [Fact]
    public void A_method_is_a_path()
    {
        var method = new Method<string, string>(MethodType.Unary, "package.Service", "Call", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

        method.FullName.Should().Be("/package.Service/Call");
        ((IMethod)method).Type.Should().Be(MethodType.Unary);
        FluentActions.Invoking(() => new Method<string, string>(MethodType.Unary, null!, "Call", Marshallers.StringMarshaller, Marshallers.StringMarshaller))
            .Should().Throw<ArgumentNullException>().WithParameterName("serviceName");
        FluentActions.Invoking(() => new Method<string, string>(MethodType.Unary, "package.Service", "Call", null!, Marshallers.StringMarshaller))
            .Should().Throw<ArgumentNullException>().WithParameterName("requestMarshaller");
    }

    [Fact]
    public void Texts_are_utf8()
    {
        Marshallers.StringMarshaller.Serializer("é").Should().Equal(0xc3, 0xa9);
        Marshallers.StringMarshaller.Deserializer([0xc3, 0xa9]).Should().Be("é");
    }

    [Fact]
    public void Arrays_will_do_where_a_context_is_given()
    {
        var marshaller = Marshallers.Create<string>(text => [(byte)text.Length], bytes => new string('x', bytes[0]));
        var context = new Context();

        marshaller.ContextualSerializer("three", context);

        context.Payload.Should().Equal(5);
        marshaller.ContextualDeserializer(context).Should().Be("xxxxx");
    }

    [Fact]
    public void A_context_is_needed_where_only_contexts_are_known()
    {
        var marshaller = Marshallers.Create<string>((_, _) => { }, _ => "");

        marshaller.Invoking(m => m.Serializer("text")).Should().Throw<Exception>().Which.HResult.Should().Be(NotOverridden.HResult);
        marshaller.Invoking(m => m.Deserializer([])).Should().Throw<Exception>().Which.HResult.Should().Be(NotOverridden.HResult);
        FluentActions.Invoking(() => Marshallers.Create((Func<string, byte[]>)null!, _ => "")).Should().Throw<ArgumentNullException>().WithParameterName("serializer");
    }

    [Fact]
    public void Contexts_that_can_do_nothing_say_so()
    {
        var context = new Nothing();

        context.SetPayloadLength(5);
        context.Invoking(c => c.Complete()).Should().Throw<Exception>().Which.HResult.Should().Be(NotOverridden.HResult);
        context.Invoking(c => c.Complete([])).Should().Throw<Exception>();
        context.Invoking(c => c.GetBufferWriter()).Should().Throw<Exception>();
    }

    private sealed class Nothing : SerializationContext;

    private sealed class Context : DeserializationContext
    {
        private readonly Sink _sink = new();

        public byte[]? Payload => _sink.Payload;

        public override int PayloadLength => Payload!.Length;

        public override byte[] PayloadAsNewBuffer() => Payload!;

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(Payload!);

        public static implicit operator SerializationContext(Context context) => context._sink;

        private sealed class Sink : SerializationContext
        {
            public byte[]? Payload { get; private set; }

            public override void Complete(byte[] payload) => Payload = payload;
        }
    }
}
