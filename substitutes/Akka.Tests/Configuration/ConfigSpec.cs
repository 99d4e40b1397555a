using Akka.Configuration;
using FluentAssertions;
using Xunit;

namespace Akka.Tests.Configuration;

public class ConfigSpec
{
    private static readonly Config Sample = ConfigurationFactory.ParseString("a { b = 1, c = [x, y] }");

    [Fact]
    public void What_is_missing_has_the_default()
    {
        Sample.GetInt("a.z").Should().Be(0);
        Sample.GetInt("a.z", 7).Should().Be(7);
        Sample.GetString("a.z").Should().BeNull();
        Sample.GetString("a.z", "d").Should().Be("d");
        Sample.GetBoolean("a.z", true).Should().BeTrue();
        Sample.GetTimeSpan("a.z").Should().Be(TimeSpan.Zero);
        Sample.GetTimeSpan("a.z", TimeSpan.FromSeconds(1)).Should().Be(TimeSpan.FromSeconds(1));
        Sample.GetByteSize("a.z").Should().BeNull();
        Sample.GetByteSize("a.z", 5).Should().Be(5);
        Sample.GetStringList("a.z").Should().BeEmpty();
        Sample.GetStringList("a.z", ["d"]).Should().Equal("d");
        Sample.GetConfig("z").Should().BeNull();
        Sample.GetValue("z").Should().BeNull();
    }

    [Fact]
    public void A_path_is_there_or_not()
    {
        Sample.HasPath("a.b").Should().BeTrue();
        Sample.HasPath("a.b.c").Should().BeFalse();
        Sample.HasPath("a.\"b\"").Should().BeTrue();
    }

    [Fact]
    public void A_section_has_its_own_paths()
    {
        var section = Sample.GetConfig("a");
        section.GetInt("b").Should().Be(1);
        section.AsEnumerable().Select(item => item.Key).Should().Equal("b", "c");
    }

    [Fact]
    public void A_fallback_gives_what_is_missing_and_changes_nobody()
    {
        var low = ConfigurationFactory.ParseString("a { b = 2, d = 3 }\ne = 4");
        var config = Sample.WithFallback(low);
        config.GetInt("a.b").Should().Be(1);
        config.GetInt("a.d").Should().Be(3);
        config.GetConfig("a").GetInt("d").Should().Be(3);
        config.GetInt("e").Should().Be(4);
        config.Fallback.Should().BeSameAs(low);
        Sample.HasPath("e").Should().BeFalse();
        low.GetInt("a.b").Should().Be(2);
    }

    [Fact]
    public void A_fallback_does_not_turn_a_scalar_into_an_object()
    {
        var nested = ConfigurationFactory.ParseString("a { b { c = 2 } }");
        Sample.WithFallback(nested).GetInt("a.b").Should().Be(1);
        nested.WithFallback(Sample).GetInt("a.b.c").Should().Be(2);
    }

    [Fact]
    public void Fallbacks_form_a_chain()
    {
        Config first = "a = 1", second = "a = 2, b = 2", third = "a = 3, b = 3, c = 3";
        foreach (var config in (Config[])[first.WithFallback(second).WithFallback(third), first.WithFallback(second.WithFallback(third))])
        {
            config.GetInt("a").Should().Be(1);
            config.GetInt("b").Should().Be(2);
            config.GetInt("c").Should().Be(3);
        }
    }

    [Fact]
    public void A_configuration_is_not_its_own_fallback()
    {
        Sample.Invoking(c => c.WithFallback(c)).Should().Throw<ArgumentException>();
        Sample.SafeWithFallback(Sample).Should().BeSameAs(Sample);
        ((Config)null!).SafeWithFallback(Sample).Should().BeSameAs(Sample);
        Sample.WithFallback(null).Should().BeSameAs(Sample);
    }

    [Fact]
    public void Nothing_is_empty()
    {
        Config.Empty.IsEmpty.Should().BeTrue();
        ConfigurationFactory.Empty.IsEmpty.Should().BeTrue();
        Sample.IsEmpty.Should().BeFalse();
        ((Config)null!).IsNullOrEmpty().Should().BeTrue();
        Config.Empty.WithFallback(Sample).Should().BeSameAs(Sample);
        Sample.WithFallback(Config.Empty).GetInt("a.b").Should().Be(1);
    }

    [Fact]
    public void Text_of_a_configuration_parses_to_the_same()
    {
        Config copy = ConfigurationFactory.ParseString("a { b = some text, c { d = [1, 2] } }").ToString();
        copy.GetString("a.b").Should().Be("some text");
        copy.GetIntList("a.c.d").Should().Equal(1, 2);
    }

    [Fact]
    public void Text_has_the_fallback_on_request()
    {
        var config = ConfigurationFactory.ParseString("a = 1").WithFallback("b = 2");
        config.ToString().Should().NotContain("b : 2");
        config.ToString(includeFallback: true).Should().Contain("b : 2").And.Contain("a : 1");
    }

    [Fact]
    public void Text_and_configuration_can_be_added()
    {
        (Sample + "z = 1").GetInt("z").Should().Be(1);
        ("a.b = 9" + Sample).GetInt("a.b").Should().Be(9);
    }

    [Fact]
    public void An_object_becomes_a_configuration()
    {
        var config = ConfigurationFactory.FromObject(new { a = new { b = 1, c = new[] { "x", "y" } } });
        config.GetInt("a.b").Should().Be(1);
        config.GetStringList("a.c").Should().Equal("x", "y");
    }

    [Fact]
    public void A_value_can_be_put_under_a_key() => Sample.GetValue("a").AtKey("q").GetInt("q.b").Should().Be(1);

    [Fact]
    public void The_library_has_defaults() => ConfigurationFactory.Default().HasPath("akka.loglevel").Should().BeTrue();
}
