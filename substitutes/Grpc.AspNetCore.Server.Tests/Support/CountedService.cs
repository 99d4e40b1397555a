using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>Writes down that it was made, called and disposed.</summary>
internal sealed class CountedService : Notes.NotesBase, IAsyncDisposable
{
    private readonly Passed _passed;

    public CountedService(Passed passed)
    {
        _passed = passed;
        passed.Mark("made");
    }

    public override Task<Note> Say(Note request, ServerCallContext context)
    {
        _passed.Mark("called");
        return request.Text == "fail" ? throw new RpcException(new Status(StatusCode.Aborted, "")) : Task.FromResult(request);
    }

    public ValueTask DisposeAsync()
    {
        _passed.Mark("disposed");
        return default;
    }
}
