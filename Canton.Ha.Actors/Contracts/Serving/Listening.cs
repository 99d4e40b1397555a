using System.Net;
using System.Net.Sockets;
using Canton.Ha.Actors.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>Says in one sentence why a server of this process cannot listen where it should.</summary>
internal static class Listening
{
    /// <param name="endpoint">Where to listen.</param>
    /// <param name="key">The configuration key of <paramref name="endpoint"/>.</param>
    /// <exception cref="ConfigurationRefusedException">That is no IP address.</exception>
    public static IPEndPoint Parse(HttpEndpoint endpoint, string key) =>
        IPAddress.TryParse(endpoint.Address, out var address)
            ? new IPEndPoint(address, endpoint.Port)
            : throw new ConfigurationRefusedException([$"{key}.address: '{endpoint.Address}' is not an IP address; 127.0.0.1 or 0.0.0.0 would be one."]);

    /// <summary>What the system says about it.</summary>
    public static ConfigurationRefusedException Refused(HttpEndpoint endpoint, string key, SocketException cause) =>
        new([$"{key}: cannot listen on {endpoint.Address}:{endpoint.Port}: {cause.Message}."]);

    /// <summary>Starts a server.</summary>
    /// <param name="start">Begins to listen.</param>
    /// <param name="giveUp">Disposes what could not be started.</param>
    /// <param name="endpoint">Where.</param>
    /// <param name="key">The configuration key of <paramref name="endpoint"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ConfigurationRefusedException">It cannot listen there.</exception>
    public static async Task StartAsync(
        Func<CancellationToken, Task> start, Func<ValueTask> giveUp, HttpEndpoint endpoint, string key, CancellationToken cancellation)
    {
        try
        {
            await start(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await giveUp();
            throw new ConfigurationRefusedException(
                [$"{key}.port: port {endpoint.Port} of {endpoint.Address} is already in use; choose another one, or 0 to let the system choose."]);
        }
        catch (SocketException e)
        {
            await giveUp();
            throw Refused(endpoint, key, e);
        }
    }
}
