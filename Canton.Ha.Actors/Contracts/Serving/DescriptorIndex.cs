using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>Finds the .proto files behind served services, by file name and by the full name of anything they define.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);

    public DescriptorIndex(IReadOnlyList<FileDescriptor> served)
    {
        Services = [.. served.SelectMany(file => file.Services).Select(service => service.FullName).Order(StringComparer.Ordinal)];
        foreach (var file in served)
            Add(file);
    }

    /// <summary>Full names of the served services.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>The file of that name and every file it needs, serialised, itself first; null if there is none.</summary>
    public IReadOnlyList<ByteString>? ByName(string name) => _files.TryGetValue(name, out var file) ? WithDependencies(file) : null;

    /// <summary>The same for the file that defines a service, method, message, field, enum or enum value.</summary>
    public IReadOnlyList<ByteString>? BySymbol(string symbol) => _symbols.TryGetValue(symbol, out var file) ? WithDependencies(file) : null;

    /// <summary>Whether there is a message of that name.</summary>
    public bool HasMessage(string name) => _messages.Contains(name);

    private static List<ByteString> WithDependencies(FileDescriptor file)
    {
        var found = new List<FileDescriptor> { file };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(found[i].Dependencies.Except(found));
        return [.. found.Select(each => each.SerializedData)];
    }

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
            return;

        foreach (var dependency in file.Dependencies)
            Add(dependency);
        foreach (var service in file.Services)
            AddSymbols(file, service.Methods.Prepend<IDescriptor>(service));
        foreach (var message in file.MessageTypes)
            Add(file, message);
        foreach (var type in file.EnumTypes)
            AddSymbols(file, type.Values.Prepend<IDescriptor>(type));
    }

    private void Add(FileDescriptor file, MessageDescriptor message)
    {
        _messages.Add(message.FullName);
        AddSymbols(file, message.Fields.InDeclarationOrder().Prepend<IDescriptor>(message));
        foreach (var nested in message.NestedTypes)
            Add(file, nested);
        foreach (var type in message.EnumTypes)
            AddSymbols(file, type.Values.Prepend<IDescriptor>(type));
    }

    private void AddSymbols(FileDescriptor file, IEnumerable<IDescriptor> symbols)
    {
        foreach (var symbol in symbols)
            _symbols[symbol.FullName] = file;
    }
}
