using Com.Daml.Ledger.Api.V2.Admin;

namespace Canton.Ha.Actors.Shell;

/// <summary>Carries out the commands to the Ledger API of a node.</summary>
internal sealed class LedgerCommands(IConsoleView view, TimeProvider time)
{
    private static readonly string[] s_partyHeaders = ["party", "hosted"];
    private static readonly string[] s_userHeaders = ["user", "primary party", "state"];

    private readonly Waiting _waiting = new(view, time);

    /// <exception cref="CommandFailedException">It did not do what it was to do.</exception>
    public Task RunAsync(ConsoleCommand.OfLedger command, CancellationToken cancellation) => command switch
    {
        ConsoleCommand.ShowLedgerEnd => ShowEndAsync(command.Node.Ledger, cancellation),
        ConsoleCommand.ListParties m => ListPartiesAsync(m, cancellation),
        ConsoleCommand.AllocateParty m => AllocateAsync(m, cancellation),
        ConsoleCommand.ListUsers => ListUsersAsync(command.Node.Ledger, cancellation),
        ConsoleCommand.CreateUser m => CreateUserAsync(m, cancellation),
        _ => throw new InvalidOperationException($"{command} is no command to the Ledger API."),
    };

    private async Task ShowEndAsync(IConsoleLedger ledger, CancellationToken cancellation) => view.Show($"{await ledger.ReadEndAsync(cancellation)}");

    private async Task ListPartiesAsync(ConsoleCommand.ListParties command, CancellationToken cancellation)
    {
        var page = await command.Node.Ledger.ListPartiesAsync(command.Prefix, cancellation);
        Show(page, s_partyHeaders, Row, "No such party is known.");
        if (page.HasMore)
            view.Show($"There are more: write how their ids begin, as in {command.Node.Name}.ledger_api.parties.list(\"ali\").");
    }

    private async Task AllocateAsync(ConsoleCommand.AllocateParty command, CancellationToken cancellation)
    {
        var allocated = await _waiting.ForAsync($"{command.Node.Name} allocates a party", command.Node.Ledger.AllocatePartyAsync(command.Hint, cancellation));
        view.Show(allocated.Party);
    }

    private async Task ListUsersAsync(IConsoleLedger ledger, CancellationToken cancellation)
    {
        var page = await ledger.ListUsersAsync(cancellation);
        Show(page, s_userHeaders, Row, "There are no users.");
        if (page.HasMore)
            view.Show("There are more users than can be shown.");
    }

    private async Task CreateUserAsync(ConsoleCommand.CreateUser command, CancellationToken cancellation)
    {
        var user = await command.Node.Ledger.CreateUserAsync(command.Id, command.Party, cancellation);
        view.Show($"{command.Node.Name} has the user {user.Id}{(command.Party is { } party ? $", who may act as {party}" : "")}.");
    }

    private void Show<T>(ConsolePage<T> page, string[] headers, Func<T, string[]> row, string none)
    {
        if (page.Items.Count == 0)
            view.Show(none);
        else
            view.Show(new ConsoleTable(headers, [.. page.Items.Select(row)]));
    }

    private static string[] Row(PartyDetails party) => [party.Party, party.IsLocal ? "here" : "elsewhere"];

    private static string[] Row(User user) => [user.Id, user.PrimaryParty, user.IsDeactivated ? "deactivated" : ""];
}
