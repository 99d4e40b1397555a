using Canton.Ha.Actors.Contracts;

namespace Canton.Ha.Actors.Shell;

/// <summary>What was said of rosters. One also changes by a time in its newest term, which is nothing new to say.</summary>
internal sealed class ToldRosters
{
    private readonly Dictionary<string, string> _sentences = [];

    /// <summary>False if the fact is about a roster, and the last one of this node was told in the same words.</summary>
    public bool IsNews(string node, ReplicaEvent fact, string sentence)
    {
        if (fact is not ReplicaEvent.RosterChanged)
            return true;
        if (_sentences.GetValueOrDefault(node) == sentence)
            return false;

        _sentences[node] = sentence;
        return true;
    }

    /// <summary>Whatever comes next is news.</summary>
    public void Clear() => _sentences.Clear();
}
