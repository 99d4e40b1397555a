using System.Data.Common;
using Canton.Ha.Actors.Ledger.Certification;
using Canton.Ha.Actors.Ledger.Deduplication;
using Canton.Ha.Actors.Ledger.Indexing;
using Canton.Ha.Actors.Ledger.Topology;
using Canton.Ha.Actors.Ledger.Transactions;
using Canton.Ha.Actors.Storage;
using Com.Daml.Ledger.Api.V2;
using Google.Protobuf;
using V1 = Canton.Ha.Ledger.V1;

namespace Canton.Ha.Actors.Ledger.Store;

/// <summary>Makes of rows what they mean.</summary>
internal sealed class LedgerRows(LedgerReadSql sql, LedgerMemory memory)
{
    public UpdateRow Update(DbDataReader row) =>
        new(row.GetInt64(0), NameIn(row, 3), row.GetInt64(1), row.GetInt64(2), sql.MessageIdIn(row, 4))
        {
            Transaction = Message(row, 5, V1.Transaction.Parser),
            Hosting = Message(row, 6, V1.HostingUpdate.Parser),
            Outcome = Message(row, 7, V1.Outcome.Parser),
        };

    public ContractRow Contract(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt32(1), NameIn(row, 2), V1.Contract.Parser.ParseFrom(row.GetFieldValue<byte[]>(3)), row.IsDBNull(4) ? null : row.GetInt64(4));

    public static (short Key, string Name, SynchronizerPosition Position) Synchronizer(DbDataReader row)
    {
        var name = row.GetString(1);
        return (row.GetInt16(0), name, new SynchronizerPosition(name, row.GetInt64(2), new CertifierState(row.GetInt64(3), row.GetInt64(4))) { View = Math.Max(row.GetInt64(3), row.GetInt64(5)) });
    }

    public (string Synchronizer, HostedParty What) Hosted(DbDataReader row) =>
        (NameIn(row, 0), new HostedParty(row.GetString(1), row.GetString(2), (ParticipantPermission)row.GetInt16(3)));

    public (int Slot, InFlightMessage? Message) Slot(DbDataReader row) => (row.GetInt32(0), Message(row, 3, V1.Outgoing.Parser) is { } outgoing
        ? new InFlightMessage(NameIn(row, 1), Message(row, 2, V1.Submitter.Parser), outgoing)
        : null);

    public static StoredBounds Bounds(DbDataReader row) => new(new LedgerEnd(row.GetInt64(0), row.GetInt64(1)), row.GetInt64(2), row.GetInt64(3));

    public static (ChangeId Change, Acceptance Acceptance) Accepted(DbDataReader row)
    {
        var submitter = V1.Outcome.Parser.ParseFrom(row.GetFieldValue<byte[]>(2)).Submitter;
        return (Submitters.ChangeOf(submitter), new Acceptance(row.GetInt64(0), row.GetInt64(1), submitter.SubmissionId));
    }

    public static Consumption Consumed(DbDataReader row) => new(ContractId.From(row.GetFieldValue<byte[]>(0)), row.GetInt64(1));

    public static Archival Difference(DbDataReader row) => new(ContractId.From(row.GetFieldValue<byte[]>(0)), row.GetInt64(1));

    public static long? Offset(DbDataReader row) => row.IsDBNull(0) ? null : row.GetInt64(0);

    /// <summary>Only another replica, in a later term, can have added a synchronizer that is unknown here.</summary>
    private string NameIn(DbDataReader row, int column) => memory.Keys.Find(row.GetInt16(column)) ?? throw new NotActiveException();

    private static T? Message<T>(DbDataReader row, int column, MessageParser<T> parser)
        where T : class, IMessage<T> =>
        row.IsDBNull(column) ? null : parser.ParseFrom(row.GetFieldValue<byte[]>(column));
}
