using Akka.Event;
using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Contracts.Security;
using Canton.Ha.Actors.Contracts.Serving;
using Canton.Ha.Actors.Ledger.Management;
using Canton.Ha.Actors.Ledger.Running;
using Canton.Ha.Actors.Ledger.Templates;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>What the services of the Ledger API are made of, the same in every term.</summary>
/// <param name="Participant">Who answers.</param>
/// <param name="Ledger">Where the ledger of the term is found.</param>
/// <param name="Management">Users and parties.</param>
/// <param name="Templates">Which packages and templates there are.</param>
/// <param name="Time">The clock.</param>
internal sealed record LedgerApiParts(ParticipantSettings Participant, LedgerAccess Ledger, ManagementStores Management, TemplateCatalogue Templates, TimeProvider Time)
{
    /// <summary>Measures the calls of this replica.</summary>
    public CallMeter Calls { get; init; } = CallMeter.Silent;

    /// <summary>Where the operator is told what concerns no call.</summary>
    public Func<ILoggingAdapter> Log { get; init; } = () => NoLogger.Instance;

    /// <summary>Knows by a token whose call it is.</summary>
    public Tokens Tokens { get; init; } = Tokens.Off;

    public void AddTo(IServiceCollection services) => services
        .AddSingleton(Calls).AddSingleton(Participant).AddSingleton(Participant.LedgerApi).AddSingleton(Participant.Uid).AddSingleton(Templates).AddSingleton(Time).AddSingleton(Tokens);
}
