using System.Text.Json;
using Canton.Ha.Actors.Tests.Support;

namespace Canton.Ha.Actors.Tests.Deploy;

/// <summary>npm's <c>kubernetes-models</c>, whose checks are made from the published schemas; installed once per user into a folder for temporary files.</summary>
internal static class KubernetesModels
{
    private const string Version = "5.1.0";

    private const string Check = """
        import { readFileSync } from "node:fs";
        for (const object of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
          const models = await import(`kubernetes-models/${object.apiVersion}/${object.kind}`);
          try { new models[object.kind](object).validate(); }
          catch (problem) { console.log(`${object.kind} ${object.metadata.name}: ${problem.message.replaceAll("\n", " ")}`); }
        }
        """;

    /// <summary>A line for each object that is not as it should be.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsOfAsync(IReadOnlyList<JsonElement> objects)
    {
        var folder = await InstalledAsync();
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(objects));
        try
        {
            return (await Tool.RunAsync("node", Path.Combine(folder, "check.mjs"), file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> InstalledAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"npm-kubernetes-models-{Version}-{Environment.UserName}");
        var isDone = Path.Combine(folder, "is-done");
        if (!File.Exists(isDone))
        {
            Directory.CreateDirectory(folder);
            await Tool.RunAsync("npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", "--ignore-scripts", $"kubernetes-models@{Version}");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "check.mjs"), Check);
        await File.WriteAllTextAsync(isDone, "");
        return folder;
    }
}
