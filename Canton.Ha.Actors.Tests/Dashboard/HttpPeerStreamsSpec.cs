using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts;
using Canton.Ha.Actors.Dashboard;
using Canton.Ha.Actors.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Dashboard;

public sealed class HttpPeerStreamsSpec : IDisposable
{
    private static readonly RosterEntry Nobody = new("participant2", new ReplicaAddresses("127.0.0.1:1", "", ""));

    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Certificates_are_read_anew_for_each_stream()
    {
        var tls = _certificates.Server(ClientAuthentication.Require);
        var good = await File.ReadAllTextAsync(_certificates.Trust);
        var streams = new HttpPeerStreams(tls);
        (await FailureAsync()).Should().StartWith("Connection refused");

        await File.WriteAllTextAsync(_certificates.Trust, "nothing");
        (await FailureAsync()).Should().Match("monitoring.http-health-server.tls.trust-collection-file: * has no certificate; *");

        await File.WriteAllTextAsync(_certificates.Trust, good);
        (await FailureAsync()).Should().StartWith("Connection refused");

        async Task<string> FailureAsync() =>
            (await FluentActions.Awaiting(() => streams.ReadAsync(Nobody, _ => { }, default)).Should().ThrowAsync<PeerStreamException>()).Which.Message;
    }
}
