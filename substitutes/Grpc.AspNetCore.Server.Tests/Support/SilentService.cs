using Grpc.AspNetCore.Server.Tests.Protos;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>Overrides nothing.</summary>
internal sealed class SilentService : Notes.NotesBase;
