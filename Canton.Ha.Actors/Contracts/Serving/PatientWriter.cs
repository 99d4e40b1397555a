using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>Writes to a subscriber, but waits only so long until it takes something.</summary>
internal sealed class PatientWriter<T>(IServerStreamWriter<T> stream, TimeSpan patience, ServerCallContext context)
{
    /// <summary>HTTP/2's ENHANCE_YOUR_CALM, which gRPC reads as RESOURCE_EXHAUSTED: no trailer would come past the data that is not taken.</summary>
    private const int EnhanceYourCalm = 0xb;

    /// <exception cref="TimeoutException">It has not taken anything for too long, and its stream is reset.</exception>
    public async Task WriteAsync(T response, CancellationToken over)
    {
        // A write that is cancelled takes the whole call with it, and no status would tell the client why.
        var writing = stream.WriteAsync(response, CancellationToken.None);
        if (writing.IsCompletedSuccessfully)
            return;

        try
        {
            await writing.WaitAsync(patience, over);
        }
        catch (TimeoutException)
        {
            context.GetHttpContext().Features.GetRequiredFeature<IHttpResetFeature>().Reset(EnhanceYourCalm);
            throw;
        }
    }
}
