using System.Collections.Immutable;
using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Ledger.Validation;

namespace Canton.Ha.Actors.Ledger.Interpreting;

/// <summary>Turns a submission into the transaction it means. The same input has the same result, wherever and whenever.</summary>
internal sealed class Interpreter(TemplateCatalogue templates)
{
    /// <summary>Contracts that will surely be needed: look them up before.</summary>
    public static ImmutableHashSet<ContractId> ContractsNamedBy(Submission submission)
    {
        var named = ImmutableHashSet.CreateBuilder<ContractId>();
        foreach (var command in submission.Commands)
            if (command is LedgerCommand.Exercise exercise && ContractId.TryParse(exercise.ContractId, out var id))
                named.Add(id);
        return named.ToImmutable();
    }

    /// <param name="submission">What to interpret.</param>
    /// <param name="seed">Makes its contract ids its own.</param>
    /// <param name="now">Time of this participant.</param>
    /// <param name="stored">What was looked up: the contract if it is stored and active, otherwise null.</param>
    /// <exception cref="CantonErrorException">It cannot be done. Nothing has happened.</exception>
    public Interpretation Interpret(Submission submission, TransactionSeed seed, long now, IReadOnlyDictionary<ContractId, StoredContract?> stored)
    {
        var run = new InterpretationRun(templates, submission, seed, submission.MinLedgerTime.EffectiveAt(now), stored);
        try
        {
            foreach (var command in submission.Commands)
                Execute(command, run, submission);
            return new Interpretation.Complete(run.Finish());
        }
        catch (ContractNeededException needed)
        {
            return new Interpretation.Needs([needed.Id]);
        }
    }

    private void Execute(LedgerCommand command, InterpretationRun run, Submission submission)
    {
        var template = templates.Resolve(command.Template);
        var authority = Authority.Of(submission.ActAs);
        switch (command)
        {
            case LedgerCommand.Create create:
                run.Create(template, create.Arguments, authority);
                break;
            case LedgerCommand.Exercise exercise:
                run.Exercise(template, exercise.ContractId, exercise.Choice, exercise.Argument, authority);
                break;
            case LedgerCommand.CreateAndExercise both:
                var made = run.Create(template, both.Arguments, authority);
                run.Exercise(template, made.Id.ToString(), both.Choice, both.Argument, authority);
                break;
            case LedgerCommand.ExerciseByKey:
                throw CommandErrors.Preprocessing($"The template {template.Id} has no contract key: exercise {((LedgerCommand.ExerciseByKey)command).Choice} by contract id.");
        }
    }
}
