using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Node;

/// <summary>The token that a console shows to nodes.</summary>
internal static class ConsoleToken
{
    private const string Variable = "CANTON_TOKEN";

    /// <param name="file">Where it is; - for the environment.</param>
    /// <exception cref="ConfigurationRefusedException">It is not there.</exception>
    public static Secret Read(string file)
    {
        try
        {
            var text = file == "-" ? Environment.GetEnvironmentVariable(Variable) : File.ReadAllText(file).Trim();
            return text is { Length: > 0 } ? new Secret(text, file) : throw new ConfigurationRefusedException([$"--token-file {file}: there is no token{(file == "-" ? $" in {Variable}" : "")}."]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationRefusedException([$"--token-file {file}: cannot be read: {e.Message}"]);
        }
    }
}
