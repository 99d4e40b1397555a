using Canton.Ha.Actors.Ledger.Interpreting;
using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Transactions;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Reading;

/// <summary>Events as a reader gets them.</summary>
internal sealed class EventReader(EventSelection selection)
{
    /// <param name="offset">Of the creation.</param>
    /// <param name="node">Of the creation.</param>
    /// <param name="contract">As stored.</param>
    /// <param name="seen">By whom, and how.</param>
    public CreatedEvent Created(long offset, int node, V1.Contract contract, SeenNode seen)
    {
        var created = new CreatedEvent
        {
            Offset = offset,
            NodeId = node,
            ContractId = IdOf(contract.ContractId),
            TemplateId = seen.Template.ToIdentifier(),
            CreateArguments = Shown(contract.Arguments, seen.Template),
            CreatedAt = Micros.ToTimestamp(contract.CreatedAt),
            PackageName = seen.Template.PackageName,
            AcsDelta = seen.ChangesActive,
            RepresentativePackageId = seen.Template.PackageId,
        };
        created.Signatories.AddRange(contract.Signatories);
        created.Observers.AddRange(contract.Observers);
        created.WitnessParties.AddRange(selection.Cut(seen.Witnesses));
        if (seen.Selected.WithBlob)
            created.CreatedEventBlob = BlobOf(contract);
        return created;
    }

    public ArchivedEvent Archived(long offset, V1.Node node, TemplateId template, IReadOnlyCollection<string> stakeholders)
    {
        var archived = new ArchivedEvent
        {
            Offset = offset,
            NodeId = node.Id,
            ContractId = IdOf(node.ContractId),
            TemplateId = template.ToIdentifier(),
            PackageName = template.PackageName,
        };
        archived.WitnessParties.AddRange(selection.Cut(stakeholders));
        return archived;
    }

    public ExercisedEvent Exercised(long offset, V1.Node node, SeenNode seen, IEnumerable<string> actors)
    {
        var exercise = node.Exercise;
        var exercised = new ExercisedEvent
        {
            Offset = offset,
            NodeId = node.Id,
            ContractId = IdOf(node.ContractId),
            TemplateId = seen.Template.ToIdentifier(),
            Choice = exercise.Choice,
            ChoiceArgument = ArgumentOf(exercise, seen.Template),
            Consuming = exercise.Consuming,
            LastDescendantNodeId = exercise.LastDescendant,
            ExerciseResult = Shown(exercise.Result),
            PackageName = seen.Template.PackageName,
            AcsDelta = seen.ChangesActive,
        };
        exercised.ActingParties.AddRange(actors);
        exercised.WitnessParties.AddRange(selection.Cut(seen.Witnesses));
        return exercised;
    }

    /// <summary>The type follows from what they are the arguments of: it is not stored again with each of them.</summary>
    private Record Shown(Record record, TemplateId type) =>
        selection.IsVerbose ? new Record { RecordId = type.ToIdentifier(), Fields = { record.Fields } } : PlainValues.Of(record);

    /// <summary>The type of an argument has the name of the choice, in the module of the template. That of <c>Archive</c> is in no package that there is here.</summary>
    private Value ArgumentOf(V1.Exercise exercise, TemplateId template) =>
        exercise.Argument.SumCase == Value.SumOneofCase.Record && exercise.Choice != ChoiceRules.Archive
            ? new Value { Record = Shown(exercise.Argument.Record, template with { Entity = exercise.Choice }) }
            : Shown(exercise.Argument);

    private Value Shown(Value value) => selection.IsVerbose ? value : PlainValues.Of(value);

    private static string IdOf(ByteString bytes) => ContractId.From(bytes.Span).ToString();

    private static ByteString BlobOf(V1.Contract contract)
    {
        var disclosed = contract.Clone();
        disclosed.WorkflowId = "";
        return disclosed.ToByteString();
    }
}

/// <summary>What a reader sees of a node.</summary>
/// <param name="Template">Of its contract.</param>
/// <param name="Selected">Whether with its blob.</param>
/// <param name="Witnesses">Before they are cut to the requested parties.</param>
/// <param name="ChangesActive">Whether the active contracts that the reader sees change with it.</param>
internal sealed record SeenNode(TemplateId Template, SelectedEvent Selected, IReadOnlyCollection<string> Witnesses, bool ChangesActive);
