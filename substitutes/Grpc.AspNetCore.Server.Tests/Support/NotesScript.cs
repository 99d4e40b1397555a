using Grpc.AspNetCore.Server.Tests.Protos;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Tests.Support;

/// <summary>What the service of a test does; it echoes unless the test says otherwise.</summary>
internal sealed class NotesScript
{
    public UnaryServerMethod<Note, Note> Say { get; set; } = (note, _) => Task.FromResult(note);

    public ClientStreamingServerMethod<Note, Note> Collect { get; set; } = async (notes, context) =>
    {
        var sum = new Note();
        while (await notes.MoveNext(context.CancellationToken))
            sum = new Note { Text = sum.Text + notes.Current.Text, Number = sum.Number + 1 };
        return sum;
    };

    public ServerStreamingServerMethod<Note, Note> List { get; set; } = async (note, notes, _) =>
    {
        for (var i = 0; i < note.Number; i++)
            await notes.WriteAsync(new Note { Text = note.Text, Number = i });
    };

    public DuplexStreamingServerMethod<Note, Note> Talk { get; set; } = async (requests, responses, context) =>
    {
        while (await requests.MoveNext(context.CancellationToken))
            await responses.WriteAsync(requests.Current);
    };
}
