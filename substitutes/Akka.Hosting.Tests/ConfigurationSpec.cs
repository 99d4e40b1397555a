using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting.Configuration;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Akka.Hosting.Tests;

public class ConfigurationSpec
{
    private readonly AkkaConfigurationBuilder _builder = new(new ServiceCollection(), "fake");

    private Config Configuration => _builder.Configuration.Value;

    [Fact]
    public void Configuration_is_put_before_or_behind_what_there_is()
    {
        _builder.AddHocon("a = 1, b = 1", HoconAddMode.Append).AddHocon("b = 2, c = 2", HoconAddMode.Append).AddHocon("a = 3", HoconAddMode.Prepend);
        Configuration.GetInt("a").Should().Be(3);
        Configuration.GetInt("b").Should().Be(1);
        Configuration.GetInt("c").Should().Be(2);
    }

    [Fact]
    public void Configuration_is_read_from_a_file()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "a.b = 5");
        _builder.AddHoconFile(path, HoconAddMode.Append);
        File.Delete(path);
        Configuration.GetInt("a.b").Should().Be(5);
    }

    [Fact]
    public void A_setup_is_taken_over_and_a_bootstrap_taken_apart()
    {
        var setup = new SomeSetup();
        _builder.AddSetup(setup).AddSetup(BootstrapSetup.Create().WithConfig("a = 1"));
        _builder.Setups.Should().Equal(setup);
        Configuration.GetInt("a").Should().Be(1);
    }

    [Fact]
    public void A_time_out_for_questions_is_configured()
    {
        _builder.WithActorAskTimeout(TimeSpan.FromSeconds(10));
        Configuration.GetTimeSpan("akka.actor.ask-timeout").Should().Be(TimeSpan.FromSeconds(10));
        _builder.WithActorAskTimeout(TimeSpan.Zero);
        Configuration.GetTimeSpan("akka.actor.ask-timeout").Should().Be(Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Configuration_of_the_application_becomes_hocon()
    {
        var application = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Akka:Actor:Ask_Timeout"] = "5s",
            ["akka:flag"] = "True",
            ["akka:list:0"] = "x",
            ["akka:list:1"] = "y",
            ["akka:a.b"] = "1",
        }).Build();
        var config = application.ToHocon();
        config.GetTimeSpan("akka.actor.ask-timeout").Should().Be(TimeSpan.FromSeconds(5));
        config.GetBoolean("akka.flag").Should().BeTrue();
        config.GetStringList("akka.list").Should().Equal("x", "y");
        config.GetInt("akka.a.b").Should().Be(1);
        application.GetSection("akka").ToHocon(normalizeKeys: false).GetString("akka.Actor.Ask-Timeout").Should().Be("5s");
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("", "\"\"")]
    [InlineData("a=b", "\"a=b\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("\u20ac", "\"\\u20ac\"")]
    [InlineData(null, "null")]
    public void Text_is_written_so_that_it_can_be_read(string? text, string hocon) => text.ToHocon().Should().Be(hocon);

    [Fact]
    public void Values_are_written_so_that_they_can_be_read()
    {
        true.ToHocon().Should().Be("on");
        1.5.ToHocon().Should().Be("1.5");
        TimeSpan.FromSeconds(1.5).ToHocon().Should().Be("1500");
        TimeSpan.Zero.ToHocon().Should().Be("0");
        TimeSpan.Zero.ToHocon(allowInfinite: true, zeroIsInfinite: true).Should().Be("infinite");
        FluentActions.Invoking(() => Timeout.InfiniteTimeSpan.ToHocon()).Should().Throw<ConfigurationException>();
        FluentActions.Invoking(() => ((int?)null).ToHocon()).Should().Throw<ConfigurationException>();
    }

    [Fact]
    public void An_extension_has_to_be_one() =>
        _builder.Invoking(b => b.WithExtensions(typeof(ConfigurationSpec))).Should().Throw<ConfigurationException>();

    private sealed class SomeSetup : Setup;
}
