using Akka.Actor.Setup;
using LinqToDB;

namespace Akka.Persistence.Sql.Config;

/// <summary>Data options of all SQL plugins of a system, in place of a connection string. Wins over <see cref="MultiDataOptionsSetup"/>.</summary>
public sealed class DataOptionsSetup : Setup
{
    public DataOptionsSetup(DataOptions dataOptions) => DataOptions = dataOptions;

    internal DataOptions DataOptions { get; }
}
