using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.AspNetCore.Server.Tests.Support;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Grpc.AspNetCore.Server.Tests;

public sealed class ShutdownSpec
{
    private const byte Ping = 6;
    private const byte GoAway = 7;

    [Fact]
    public async Task A_server_that_stops_lets_calls_end_and_takes_no_more()
    {
        await using var server = await NotesServer.StartAsync();
        var mayEnd = new TaskCompletionSource();
        server.Script.List = async (note, notes, _) =>
        {
            await notes.WriteAsync(note);
            await mayEnd.Task;
            await notes.WriteAsync(note);
        };
        using var call = await server.Client.OpenAsync("List", new Note());
        await call.NextAsync();

        var stopped = server.StopAsync();
        await RefusalAsync(server);
        stopped.IsCompleted.Should().BeFalse();
        mayEnd.SetResult();

        (await call.ReadToEndAsync()).Status.Should().Be(StatusCode.OK);
        await stopped.WaitAsync(Patience.Long);
    }

    [Fact]
    public async Task A_connection_without_calls_is_told_to_go_away_when_the_server_stops()
    {
        await using var server = await NotesServer.StartAsync();
        using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.FrameAsync(type: 4);

        var stopped = server.StopAsync();

        (await connection.FrameAsync(GoAway)).Should().NotBeNull();
        connection.Dispose();
        await stopped.WaitAsync(Patience.Long);
    }

    [Fact]
    public async Task A_client_that_answers_no_ping_loses_its_connection()
    {
        await using var server = await NotesServer.StartAsync(services => services.AddGrpc(), app => app.MapGrpcService<NotesService>(), kestrel =>
        {
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(1);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        using var connection = await RawConnection.OpenAsync(server.Address);

        (await connection.FrameAsync(Ping)).Should().NotBeNull();
        (await connection.FrameAsync(type: 255)).Should().BeNull("the connection ends");
    }

    /// <summary>Waits until the server takes no new connections.</summary>
    private static async Task RefusalAsync(NotesServer server)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        while (true)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(server.Address.Host, server.Address.Port, patience.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
