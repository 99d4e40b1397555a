using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>Carries attributes on type and method.</summary>
[Tags("type")]
internal sealed class MarkedService : Notes.NotesBase
{
    [Tags("method")]
    public override Task<Note> Say(Note request, ServerCallContext context) => Task.FromResult(request);
}
