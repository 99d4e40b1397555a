namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>
/// The short keys that stand for synchronizers in the tables, as this term knows them: nobody else adds one while it lasts. A key that is not known to be
/// on the disk travels with everything that uses it, since of two writes that need it either may come first, or fail.
/// </summary>
internal sealed class SynchronizerKeys
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, short> _keys = new(StringComparer.Ordinal);
    private readonly List<string?> _names = [];
    private readonly HashSet<string> _unstored = new(StringComparer.Ordinal);

    /// <summary>What is on the disk.</summary>
    public void Restore(short key, string name)
    {
        lock (_gate)
            Add(key, name);
    }

    /// <summary>The synchronizer of a key, or null if it is unknown here: a later term, which can only be another replica's, has added it.</summary>
    public string? Find(short key)
    {
        lock (_gate)
            return key < _names.Count ? _names[key] : null;
    }

    /// <summary>The key of a synchronizer; null if nothing of it is stored or about to be.</summary>
    public short? Find(string name)
    {
        lock (_gate)
            return _keys.TryGetValue(name, out var key) ? key : null;
    }

    /// <summary>The key of a synchronizer that has one.</summary>
    public short Of(string name) => Find(name) ?? throw new InvalidOperationException($"Rows of {name} are to be written before it has a key.");

    /// <summary>Gives keys to those that have none, and answers which of them all may not be on the disk yet.</summary>
    public List<string> Name(IEnumerable<string> names)
    {
        lock (_gate)
        {
            var distinct = names.Distinct(StringComparer.Ordinal).ToList();
            foreach (var name in distinct.Where(name => !_keys.ContainsKey(name)))
            {
                Add(checked((short)Math.Max(1, _names.Count)), name);
                _unstored.Add(name);
            }

            return distinct.FindAll(_unstored.Contains);
        }
    }

    /// <summary>They are on the disk.</summary>
    public void Stored(IEnumerable<string> names)
    {
        lock (_gate)
            _unstored.ExceptWith(names);
    }

    private void Add(short key, string name)
    {
        while (_names.Count <= key)
            _names.Add(null);
        _names[key] = name;
        _keys[name] = key;
    }
}
