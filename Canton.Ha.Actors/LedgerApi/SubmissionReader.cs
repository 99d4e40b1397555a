using Canton.Ha.Actors.Configuration;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Validation;
using Com.Daml.Ledger.Api.V2;
using Grpc.Core;

namespace Canton.Ha.Actors.LedgerApi;

/// <summary>Reads the commands of a call.</summary>
internal sealed class SubmissionReader(TemplateCatalogue templates, ParticipantSettings participant, TimeProvider time)
{
    private readonly CommandsValidator _validator = new(templates, participant.DeduplicationMax);

    /// <summary>
    /// Who submits is asked first, because a token could say so; and a submission that has no id gets it before anything else can be wrong with it, so that
    /// it is found again.
    /// </summary>
    /// <exception cref="Contracts.Errors.CantonErrorException">Something is wrong; nothing has happened.</exception>
    public Submission Read(Commands? commands, ServerCallContext context)
    {
        if (commands is null or { UserId: "" })
            throw RequestErrors.MissingUser();

        if (commands.SubmissionId.Length == 0)
            commands.SubmissionId = Fields.SubmissionId("");
        return _validator.Validate(commands) with { Trace = CallTrace.Of(context) };
    }

    /// <exception cref="Contracts.Errors.CantonErrorException">Nobody waits for it any more.</exception>
    public void RequireTime(ServerCallContext context)
    {
        if (context.Deadline <= time.GetUtcNow().UtcDateTime)
            throw LedgerApiErrors.TooLate();
    }
}
