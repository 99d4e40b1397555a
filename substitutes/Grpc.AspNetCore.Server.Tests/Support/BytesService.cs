using Grpc.Core;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>A service without a generated base.</summary>
internal sealed class BytesService
{
    public Task<byte[]> ReverseAsync(byte[] bytes) => Task.FromResult(bytes.Reverse().ToArray());

    public async Task<byte[]> JoinAsync(IAsyncStreamReader<byte[]> stream)
    {
        List<byte> all = [];
        while (await stream.MoveNext(CancellationToken.None))
            all.AddRange(stream.Current);
        return [.. all];
    }

    public async Task SplitAsync(byte[] bytes, IServerStreamWriter<byte[]> stream)
    {
        foreach (var one in bytes)
            await stream.WriteAsync([one]);
    }

    public async Task EchoAsync(IAsyncStreamReader<byte[]> input, IServerStreamWriter<byte[]> output)
    {
        while (await input.MoveNext(CancellationToken.None))
            await output.WriteAsync(input.Current);
    }
}
