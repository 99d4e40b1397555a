using Canton.Ha.Actors.Configuration.Hocon;

namespace Canton.Ha.Actors.Configuration;

/// <summary>Collects what is wrong, so that all of it can be said at once.</summary>
internal sealed class Problems
{
    private readonly List<string> _sentences = [];

    public int Count => _sentences.Count;

    public void Add(Origin origin, string sentence) => Add($"{origin}: {sentence}");

    public void Add(string sentence)
    {
        if (!_sentences.Contains(sentence))
            _sentences.Add(sentence);
    }

    /// <exception cref="ConfigurationRefusedException">There is a problem.</exception>
    public void ThrowIfAny()
    {
        if (_sentences.Count > 0)
            throw new ConfigurationRefusedException(_sentences);
    }
}
