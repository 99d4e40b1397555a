using System.Data.Common;

namespace Canton.Ha.Actors.Storage;

/// <summary>Where everything that only reads gets its connections, on active and passive replicas.</summary>
public interface IReads
{
    /// <summary>An open connection to read with, which sees everything committed so far. Disposing it gives it back.</summary>
    ValueTask<DbConnection> OpenAsync(CancellationToken cancellation);
}
