using System.Text;
using Akka.Actor;

namespace Canton.Ha.Actors.Tests.Support;

/// <summary>Tells what is written to an actor.</summary>
public sealed class ProbeWriter(IActorRef probe) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(string? value) => probe.Tell(value ?? "");

    public override void WriteLine(string? value) => probe.Tell(value + "\n");
}
