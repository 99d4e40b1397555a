using System.Text;
using Akka.Event;

namespace Akka.Actor.Internal;

/// <summary>Prints a tree of actors.</summary>
internal static class ActorTree
{
    public static string Print(IActorRef root) => Node(root, "");

    private static string Node(IActorRef node, string indent)
    {
        if (node is not ActorRefWithCell { Underlying: ActorCell cell })
            return $"{indent}{node.Path.Name} {Logging.SimpleName(node)}";
        var text = new StringBuilder(indent.Length == 0 ? "-> " : indent[..^1] + "L-> ");
        text.Append($"{node.Path.Name} {Logging.SimpleName(node)} {cell.Actor?.GetType().ToString() ?? "null"} status={cell.Mailbox.CurrentStatus()} ");
        text.Append(State(cell.ChildrenContainer, indent));
        var children = cell.ChildrenContainer.Children.Order().ToArray();
        for (var i = 0; i < children.Length; i++)
            text.Append('\n').Append(Node(children[i], i == 0 ? $"{indent}   |" : $"{indent}    "));
        return text.ToString();
    }

    private static string State(IChildrenContainer children, string indent) => children switch
    {
        TerminatingChildrenContainer t =>
            $"Terminating({t.Reason})\n{indent}   |    toDie: {string.Join($"\n{indent}   |           ", t.ToDie.Order())}",
        NormalChildrenContainer n => $"{n.Children.Count} children",
        _ => children.ToString(),
    };
}
