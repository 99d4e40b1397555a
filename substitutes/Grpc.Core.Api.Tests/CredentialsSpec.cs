using FluentAssertions;
using Xunit;

namespace Grpc.Core.Api.Tests;

public sealed class CredentialsSpec
{
    [Fact]
    public void Credentials_of_a_channel_say_of_which_kind_they_are()
    {
        var call = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        var pair = new KeyCertificatePair("certificate", "key");

        Told(ChannelCredentials.Insecure).Should().Be("insecure");
        Told(ChannelCredentials.SecureSsl).Should().Be("ssl   False");
        Told(new SslCredentials("roots", pair, _ => true)).Should().Be("ssl roots certificate True");
        Told(ChannelCredentials.Create(ChannelCredentials.Insecure, call)).Should().Be("composite insecure");
        FluentActions.Invoking(() => ChannelCredentials.Create(null!, call)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ChannelCredentials.Create(ChannelCredentials.Insecure, null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Credentials_of_a_call_say_of_which_kind_they_are()
    {
        var one = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        var kinds = new CallKinds();

        one.InternalPopulateConfiguration(kinds, "state");
        CallCredentials.Compose(one, one).InternalPopulateConfiguration(kinds, "state");

        kinds.Seen.Should().Equal("one state", "all 2 state");
        FluentActions.Invoking(() => CallCredentials.Compose(one)).Should().Throw<ArgumentException>()
            .WithMessage("Composite credentials object can only be created from 2 or more credentials.");
        FluentActions.Invoking(() => CallCredentials.FromInterceptor(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void A_peer_has_properties()
    {
        byte[] given = [68, 69];
        var name = AuthProperty.Create("name", given);
        given[0] = 0;
        var context = new AuthContext("name", new Dictionary<string, List<AuthProperty>> { ["name"] = [name], ["other"] = [AuthProperty.Create("other", [65])] });

        context.IsPeerAuthenticated.Should().BeTrue();
        context.PeerIdentityPropertyName.Should().Be("name");
        context.PeerIdentity.Should().Equal(name);
        context.Properties.Select(property => property.Value).Should().Equal("DE", "A");
        context.FindPropertiesByName("none").Should().BeEmpty();
        name.ValueBytes.Should().Equal(68, 69);
        new AuthContext(null, []).PeerIdentity.Should().BeEmpty();
        new AuthContext(null, []).IsPeerAuthenticated.Should().BeFalse();
    }

    [Fact]
    public void A_token_is_made_for_a_method_of_a_service()
    {
        var context = new AuthInterceptorContext("https://host/service", "Method");

        context.ServiceUrl.Should().Be("https://host/service");
        context.MethodName.Should().Be("Method");
        context.CancellationToken.CanBeCanceled.Should().BeFalse();
    }

    private static string Told(ChannelCredentials credentials)
    {
        var kinds = new ChannelKinds();
        credentials.InternalPopulateConfiguration(kinds, "state");
        return kinds.Seen;
    }

    private sealed class ChannelKinds : ChannelCredentialsConfiguratorBase
    {
        public string Seen { get; private set; } = "";

        public override void SetInsecureCredentials(object state) => Seen += "insecure";

        public override void SetSslCredentials(object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback) =>
            Seen += $"ssl {rootCertificates} {keyCertificatePair?.CertificateChain} {verifyPeerCallback is not null}";

        public override void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials)
        {
            Seen += "composite ";
            channelCredentials.InternalPopulateConfiguration(this, state);
        }
    }

    private sealed class CallKinds : CallCredentialsConfiguratorBase
    {
        public List<string> Seen { get; } = [];

        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials) => Seen.Add($"all {credentials.Count} {state}");

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) => Seen.Add($"one {state}");
    }
}
