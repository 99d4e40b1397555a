using System.CommandLine;
using System.CommandLine.Parsing;
using Canton.Ha.Actors.Shell;
using Npgsql;

namespace Canton.Ha.Actors.Demo;

/// <summary>The sub-command <c>demo</c>.</summary>
internal static class DemoCommandLine
{
    private const int RoundsMax = 20;

    private const string Description = """
        Starts a synchronizer and three replicas of a participant, each in a process of its own, sends them commands, and kills, freezes, switches over and
        restarts the active replica in turn. Ends with a table: how long clients waited, and how many commands were acknowledged, lost and doubled by what
        the ledger tells afterwards. Exit codes: 0 none lost and none doubled, 1 some were or the demo failed, 2 bad command, 130 interrupted.
        """;

    /// <param name="notTaken">Options of other commands, which mean nothing here.</param>
    public static Command With(params IReadOnlyList<Option> notTaken)
    {
        var postgres = new Option<string?>("--postgres")
        {
            Description = "Keeps everything in two new databases of this server, dropped at the end: \"Host=db;Username=canton;Password=...\", or the password in PGPASSWORD. Without it: files in a temporary folder.",
        };
        var rounds = new Option<int>("--rounds") { Description = $"How often each fault strikes, 1 to {RoundsMax}.", DefaultValueFactory = _ => 2 };
        postgres.Validators.Add(CheckPostgres);
        rounds.Validators.Add(CheckRounds);
        var demo = new Command("demo", Description) { postgres, rounds };
        demo.Validators.Add(given => Refuse(given, notTaken));
        demo.SetAction((line, _) => RunAsync(line.GetValue(postgres), line.GetValue(rounds)));
        return demo;
    }

    private static async Task<int> RunAsync(string? postgres, int rounds)
    {
        using var interruption = new Interruption();
        IDemoView view = ConsoleTerminal.IsDrawn ? new LiveDemoView(Console.Out, Console.Error) : new PlainDemoView(Console.Out, Console.Error);
        return await DemoRun.RunAsync(postgres is null ? new FilePlace() : new DatabasePlace(new NpgsqlConnectionStringBuilder(postgres)), rounds, view, interruption.Token);
    }

    private static void CheckPostgres(OptionResult given)
    {
        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(given.GetValueOrDefault<string>()).Host))
                given.AddError("--postgres: Host is missing; give at least \"Host=NAME\".");
        }
        catch (ArgumentException e)
        {
            given.AddError($"--postgres: {e.Message} It must be like \"Host=db;Port=5432;Username=canton\".");
        }
    }

    private static void CheckRounds(OptionResult given)
    {
        if (given.GetValueOrDefault<int>() is < 1 or > RoundsMax)
            given.AddError($"--rounds must be 1 to {RoundsMax}.");
    }

    private static void Refuse(CommandResult given, IReadOnlyList<Option> notTaken)
    {
        foreach (var option in notTaken.Where(option => given.GetResult(option) is { Implicit: false }))
            given.AddError($"demo makes its own configuration: {option.Name} cannot be given.");
    }
}
