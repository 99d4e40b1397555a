using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>Does what the script of the test says.</summary>
internal class NotesService(NotesScript script) : Notes.NotesBase
{
    public override Task<Note> Say(Note request, ServerCallContext context) => script.Say(request, context);

    public override Task<Note> Collect(IAsyncStreamReader<Note> requestStream, ServerCallContext context) => script.Collect(requestStream, context);

    public override Task List(Note request, IServerStreamWriter<Note> responseStream, ServerCallContext context) => script.List(request, responseStream, context);

    public override Task Talk(IAsyncStreamReader<Note> requestStream, IServerStreamWriter<Note> responseStream, ServerCallContext context) =>
        script.Talk(requestStream, responseStream, context);
}
