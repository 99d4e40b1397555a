namespace Canton.Ha.Actors.Health;

/// <summary>What a health server serves besides health.</summary>
public interface IHealthPages
{
    /// <summary>Answers a request. False when its path is none of these pages, whatever its method.</summary>
    Task<bool> TryAnswerAsync(HttpContext context);
}
