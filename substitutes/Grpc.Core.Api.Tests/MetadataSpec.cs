using FluentAssertions;
using Xunit;

namespace Grpc.Core.Api.Tests;

public sealed class MetadataSpec
{
    [Theory]
    [InlineData("x-Text", "x-text")]
    [InlineData("A.b_c-9", "a.b_c-9")]
    public void Keys_are_lower_case(string given, string kept) => new Metadata.Entry(given, "value").Key.Should().Be(kept);

    [Theory]
    [InlineData("two words")]
    [InlineData("ümlaut")]
    [InlineData("new\nline")]
    [InlineData("a:b")]
    public void Keys_have_few_characters(string key) =>
        FluentActions.Invoking(() => new Metadata.Entry(key, "value")).Should().Throw<ArgumentException>().WithMessage("Metadata entry key not valid.*");

    [Fact]
    public void The_suffix_tells_bytes_from_text()
    {
        FluentActions.Invoking(() => new Metadata.Entry("key-bin", "value")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new Metadata.Entry("key", [1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new Metadata.Entry("key-BIN", "value")).Should().Throw<ArgumentException>();
        new Metadata.Entry("KEY-bin", [1]).IsBinary.Should().BeTrue();
        new Metadata.Entry("bin", "value").IsBinary.Should().BeFalse();
    }

    [Fact]
    public void Null_is_neither_key_nor_value()
    {
        FluentActions.Invoking(() => new Metadata.Entry(null!, "value")).Should().Throw<ArgumentNullException>().WithParameterName("key");
        FluentActions.Invoking(() => new Metadata.Entry("key", (string)null!)).Should().Throw<ArgumentNullException>().WithParameterName("value");
        FluentActions.Invoking(() => new Metadata.Entry("key-bin", (byte[])null!)).Should().Throw<ArgumentNullException>().WithParameterName("valueBytes");
        FluentActions.Invoking(() => new Metadata { null! }).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Bytes_are_copied_in_and_out()
    {
        byte[] given = [1, 2, 3];
        var entry = new Metadata.Entry("key-bin", given);
        given[0] = 9;
        entry.ValueBytes[1] = 9;

        entry.ValueBytes.Should().Equal(1, 2, 3);
        entry.Invoking(e => e.Value).Should().Throw<InvalidOperationException>().WithMessage("Cannot access string value of a binary metadata entry");
        entry.ToString().Should().Be("[Entry: key=key-bin, valueBytes=System.Byte[]]");
    }

    [Fact]
    public void A_text_has_bytes_as_well()
    {
        var entry = new Metadata.Entry("key", "AZ");

        entry.ValueBytes.Should().Equal(65, 90);
        entry.ToString().Should().Be("[Entry: key=key, value=AZ]");
    }

    [Fact]
    public void The_last_of_several_entries_counts()
    {
        var metadata = new Metadata { { "key", "one" }, { "other", "two" }, { "KEY", "three" }, { "key-bin", new byte[] { 4 } } };

        metadata.Get("Key")!.Value.Should().Be("three");
        metadata.GetValue("key").Should().Be("three");
        metadata.GetValueBytes("key-bin").Should().Equal(4);
        metadata.GetAll("KEY").Select(entry => entry.Value).Should().Equal("one", "three");
        metadata.Get("none").Should().BeNull();
        metadata.GetValue("none").Should().BeNull();
        metadata.GetValueBytes("none").Should().BeNull();
        metadata.GetAll("none").Should().BeEmpty();
    }

    [Fact]
    public void Metadata_is_a_list()
    {
        var first = new Metadata.Entry("first", "1");
        var second = new Metadata.Entry("second", "2");
        var metadata = new Metadata { second };
        metadata.Insert(0, first);

        metadata.Should().Equal(first, second);
        metadata.Count.Should().Be(2);
        metadata.IndexOf(second).Should().Be(1);
        metadata.Contains(new Metadata.Entry("first", "1")).Should().BeFalse();
        metadata[1] = first;
        metadata.RemoveAt(0);
        metadata.Should().Equal(first);
        metadata.Remove(first).Should().BeTrue();
        metadata.Remove(first).Should().BeFalse();
        metadata.Add(second);
        var copy = new Metadata.Entry[1];
        metadata.CopyTo(copy, 0);
        copy.Should().Equal(second);
        metadata.Clear();
        metadata.Should().BeEmpty();
        metadata.IsReadOnly.Should().BeFalse();
    }

    [Fact]
    public void Empty_metadata_stays_empty()
    {
        var entry = new Metadata.Entry("key", "value");

        Metadata.Empty.IsReadOnly.Should().BeTrue();
        Metadata.Empty.Invoking(empty => empty.Add(entry)).Should().Throw<InvalidOperationException>().WithMessage("Object is read only");
        Metadata.Empty.Invoking(empty => empty.Insert(0, entry)).Should().Throw<InvalidOperationException>();
        Metadata.Empty.Invoking(empty => empty.Remove(entry)).Should().Throw<InvalidOperationException>();
        Metadata.Empty.Invoking(empty => empty.Clear()).Should().Throw<InvalidOperationException>();
        Metadata.Empty.Should().BeEmpty();
    }
}
