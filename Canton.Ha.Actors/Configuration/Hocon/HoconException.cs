namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>A text is not HOCON. The message is one sentence that begins with file, line and column.</summary>
internal sealed class HoconException(Origin origin, string sentence) : Exception($"{origin.Exact}: {sentence}");
