using System.Data.Common;

namespace LinqToDB.DataProvider;

/// <summary>A provider whose library is found by name, so that only those who use it have to refer to it.</summary>
internal sealed class LateBoundProvider : IDataProvider
{
    private readonly string _connectionType;

    public LateBoundProvider(string name, string connectionType)
    {
        Name = name;
        _connectionType = connectionType;
    }

    public string Name { get; }

    public DbConnection CreateConnection(string connectionString)
    {
        var type = Type.GetType(_connectionType)
            ?? throw new InvalidOperationException($"Cannot load {_connectionType}, which the provider {Name} needs: add a reference to that library.");
        return (DbConnection)Activator.CreateInstance(type, connectionString)!;
    }
}
