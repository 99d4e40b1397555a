namespace Canton.Ha.Actors.Storage.Postgres;

/// <summary>A fresh session must not write in this term, and has been closed.</summary>
internal sealed class WriteSessionRefusedException(string message) : Exception(message);
