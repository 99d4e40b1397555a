using Canton.Ha.Sequencer.V1;
using Grpc.Core;

namespace Canton.Ha.Actors.Sequencing;

/// <summary>Writes to a subscriber, but waits only so long until it takes something.</summary>
internal sealed class PatientWriter(IServerStreamWriter<SubscribeResponse> stream, TimeSpan patience, ServerCallContext context)
{
    /// <exception cref="TimeoutException">It has not taken anything for too long. Nothing more can reach it, so its stream is reset soon.</exception>
    public async Task WriteAsync(SubscribeResponse response, CancellationToken over)
    {
        var writing = stream.WriteAsync(response);
        if (writing.IsCompletedSuccessfully)
            return;

        try
        {
            await writing.WaitAsync(patience, over);
        }
        catch (TimeoutException)
        {
            context.GetHttpContext().Abort();
            throw;
        }
    }
}
