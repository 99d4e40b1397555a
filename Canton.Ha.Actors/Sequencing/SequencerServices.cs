using Canton.Ha.Actors.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>What the server of a term is made of.</summary>
/// <param name="Sequencer">Who serves.</param>
/// <param name="Name">Who answers.</param>
/// <param name="Settings">How it orders and delivers.</param>
/// <param name="Time">Monotonic time.</param>
internal sealed record SequencerServices(OpenSequencer Sequencer, SequencerName Name, SequencingSettings Settings, TimeProvider Time)
{
    public void AddTo(IServiceCollection services, PublicApiSettings api)
    {
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime>(NoLifetime.Instance));
        services.AddSingleton(Name);
        services.AddSingleton(new SequencerApi(Sequencer, Name, Settings, Time));
        services.AddRoutingCore();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = api.MessageBytesMax;
            grpc.Interceptors.Add<SequencerCallErrors>();
        });
    }

    /// <summary>The stage decides when the server stops; a signal is not for it.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public static readonly NoLifetime Instance = new();

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
