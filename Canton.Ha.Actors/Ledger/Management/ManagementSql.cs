using Canton.Ha.Actors.Storage;

namespace Canton.Ha.Actors.Ledger.Management;

/// <summary>How users and parties are read and written. Databases differ only in the names of tables, and in how they take a list apart.</summary>
internal sealed class ManagementSql
{
    /// <summary>Comes after every character of a party, as <c>~</c> does, too.</summary>
    public const string AfterAllCharacters = "\x7f";

    private const string UserColumns = "id, primary_party, is_deactivated, primary_party_authentication, annotations";

    public static readonly ManagementSql Postgres = new("canton_ha.", "json_array_elements_text($2::json)");

    public static readonly ManagementSql Embedded = new("", "json_each($2)");

    private readonly string _schema;
    private readonly string _known;
    private readonly string _elements;

    private ManagementSql(string schema, string elements)
    {
        _schema = schema;
        _elements = elements;

        // Not a join: that would be made before the page is cut, with every party there is.
        _known = $"""
            select h.party, max(case when h.participant = $1 then 1 else 0 end),
                (select d.annotations from {schema}party_details d where d.party = h.party)
            from {schema}hosting h
            """;
    }

    public string FindUser => $"select {UserColumns} from {_schema}participant_user where id = $1";

    public string ListUsers => $"select {UserColumns} from {_schema}participant_user where id > $1 order by id limit $2";

    public string Rights => $"select kind, party from {_schema}user_right where user_id = $1";

    /// <summary>$1: this participant; $2: the parties, as a JSON array.</summary>
    public string FindParties => $"{_known} where h.party in (select value from {_elements}) group by h.party order by h.party";

    /// <summary>$1: this participant; $2: after which one; $3 and $4: between which ones; $5: how many.</summary>
    public string ListParties => $"{_known} where h.party > $2 and h.party >= $3 and h.party < $4 group by h.party order by h.party limit $5";

    /// <summary>The commands that make a change.</summary>
    public IEnumerable<WriteCommand> Write(ManagementChange change) => change switch
    {
        ManagementChange.PutUser { User: var user } => [PutUser(user)],
        ManagementChange.RemoveUser remove =>
        [
            new WriteCommand($"delete from {_schema}user_right where user_id = $1", remove.Id),
            new WriteCommand($"delete from {_schema}participant_user where id = $1", remove.Id),
        ],
        ManagementChange.Grant grant => grant.Rights.Select(right => Grant(grant.Id, right)),
        ManagementChange.Revoke revoke => revoke.Rights.Select(right => Revoke(revoke.Id, right)),
        ManagementChange.PutParty put => [PutParty(put)],
        _ => throw new InvalidOperationException($"{change} is no change of users or parties."),
    };

    private WriteCommand PutUser(UserRecord user) => new(
        $"""
        insert into {_schema}participant_user ({UserColumns}) values ($1, $2, $3, $4, $5)
        on conflict (id) do update set primary_party = excluded.primary_party, is_deactivated = excluded.is_deactivated,
            primary_party_authentication = excluded.primary_party_authentication, annotations = excluded.annotations
        """,
        user.Id, user.PrimaryParty, user.IsDeactivated, user.IsPrimaryPartyAuthentication, Annotations.Write(user.Annotations));

    private WriteCommand Grant(string user, UserRight right) => new(
        $"""
        insert into {_schema}user_right (user_id, kind, party) select id, $2, $3 from {_schema}participant_user where id = $1
        on conflict do nothing
        """,
        user, (int)right.Kind, right.Party);

    private WriteCommand Revoke(string user, UserRight right) =>
        new($"delete from {_schema}user_right where user_id = $1 and kind = $2 and party = $3", user, (int)right.Kind, right.Party);

    private WriteCommand PutParty(ManagementChange.PutParty put) => new(
        $"insert into {_schema}party_details (party, annotations) values ($1, $2) on conflict (party) do update set annotations = excluded.annotations",
        put.Party, Annotations.Write(put.Annotations));
}
