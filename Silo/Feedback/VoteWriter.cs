using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Feedback;

/// <summary>Writes votes: one statement decides existence, the session's quota, completion and the routing columns.</summary>
public sealed class VoteWriter(LedgerOptions options, IClock clock) : IBatchWriter<Vote, VoteOutcome>
{
    // A vote without a session has no quota and is its explanation's one anonymous vote. Only what could not be placed
    // comes back: usually nothing. A session that was forgotten has its votes under their tokens. What is looked up is counted: an
    // EXISTS that is planned while the table is empty reads all of it for each batch, until the server analyses the table.
    private const string Write = """
        WITH vote AS (
            SELECT v.*, nullif(v.user_session, '00000000-0000-0000-0000-000000000000') AS quota_session
            FROM unnest($1::uuid[], $2::uuid[], $3::boolean[], $4::smallint[], $5::text[], $6::text[], $9::uuid[])
                WITH ORDINALITY AS v(user_session, explanation_id, helpful, rating, comment, feedback_type, token, ordinal)
        ), routed AS (
            SELECT v.*, e.ticker, e.signal, e.prompt_version, e.model_used, e.day, e.answer, mine.recent, mine.oldest,
                   own.votes > 0 AS completes, former.votes > 0 AS forgotten
            FROM vote v
            LEFT JOIN llm_explanations e ON e.id = v.explanation_id
            CROSS JOIN LATERAL (
                SELECT count(*) AS votes FROM llm_feedback f
                WHERE f.user_session = v.quota_session AND f.explanation_id = v.explanation_id
            ) own
            CROSS JOIN LATERAL (
                SELECT count(*) AS votes FROM llm_feedback f
                WHERE f.user_session = nullif(v.token, '00000000-0000-0000-0000-000000000000') AND f.explanation_id = v.explanation_id
            ) former
            CROSS JOIN LATERAL (
                SELECT count(*) AS recent, min(f.created_at) AS oldest
                FROM llm_feedback f WHERE f.user_session = v.quota_session AND f.created_at > $7 - interval '1 hour'
            ) mine
        ), placed AS (
            SELECT r.*, CASE WHEN r.completes OR r.quota_session IS NULL OR r.ticker IS NULL THEN 0
                             ELSE r.recent + row_number() OVER (PARTITION BY r.user_session, r.completes OR r.ticker IS NULL OR r.forgotten
                                 ORDER BY r.ordinal) END AS place
            FROM routed r
        ), written AS (
            INSERT INTO llm_feedback AS f (user_session, explanation_id, helpful, rating, comment, feedback_type,
                                           ticker, signal, prompt_version, model_used, day, answer, late, created_at, updated_at)
            SELECT user_session, explanation_id, helpful, rating, comment, feedback_type,
                   ticker, signal, prompt_version, model_used, day, answer, ($7 AT TIME ZONE 'UTC')::date > day, $7, $7
            FROM placed WHERE ticker IS NOT NULL AND NOT forgotten AND place <= $8
            ORDER BY user_session, explanation_id
            ON CONFLICT (user_session, explanation_id) DO UPDATE
            SET helpful = coalesce(excluded.helpful, f.helpful),
                rating = coalesce(excluded.rating, f.rating),
                comment = coalesce(excluded.comment, f.comment),
                feedback_type = excluded.feedback_type,
                late = f.late OR excluded.late,
                updated_at = excluded.updated_at
            WHERE (f.helpful, f.rating, f.comment, f.feedback_type) IS DISTINCT FROM
                  (coalesce(excluded.helpful, f.helpful), coalesce(excluded.rating, f.rating), coalesce(excluded.comment,
                      f.comment), excluded.feedback_type)
        )
        SELECT ordinal::integer, ticker IS NULL, oldest, forgotten FROM placed WHERE ticker IS NULL OR forgotten OR place > $8
        """;

    // Taken before the statement above reads, in one order everywhere, and held to the end of the transaction.
    private const string LockSessions = """
        SELECT count(*) FROM (
            SELECT pg_advisory_xact_lock(key) FROM (
                SELECT DISTINCT uuid_hash_extended(session, 0) AS key FROM unnest($1::uuid[]) AS session ORDER BY key
            ) keys
        ) locked
        """;

    /// <summary>By <see cref="VoteStatus"/>.</summary>
    private static readonly string[] s_statuses = ["committed", "not_found", "over_quota", "rejected", "forgotten"];

    /// <inheritdoc />
    public string Fact => "votes";

    /// <inheritdoc />
    public Guid KeyOf(Vote fact) => fact.Session == Guid.Empty ? fact.ExplanationId : fact.Session;

    /// <inheritdoc />
    public VoteOutcome Rejected(string reason) => new(VoteStatus.Rejected, Reason: reason);

    /// <inheritdoc />
    public void Count(IReadOnlyList<Vote> facts, IReadOnlyList<VoteOutcome> outcomes)
    {
        Span<int> counts = stackalloc int[s_statuses.Length];
        for (var i = 0; i < outcomes.Count; i++)
            counts[(int)outcomes[i].Status]++;
        for (var status = 0; status < counts.Length; status++)
        {
            if (counts[status] > 0)
                LearningMeter.Voted(s_statuses[status], counts[status]);
        }
    }

    /// <inheritdoc />
    public async Task<VoteOutcome[]> WriteAsync(NpgsqlConnection connection, IReadOnlyList<Vote> facts)
    {
        var rows = VoteMerge.Merge(facts, out var rowOfFact);
        var now = clock.UtcNow;
        var outcomes = new VoteOutcome[rows.Count];
        Array.Fill(outcomes, VoteOutcome.Committed);

        await using var batch = new NpgsqlBatch(connection);
        var sessions = rows.Select(vote => vote.Session).ToArray();
        if (options.SharedDatabase)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(LockSessions) { Parameters = { Sql.Array(sessions, NpgsqlDbType.Uuid) } });
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(Write)
            {
                Parameters =
                {
                    Sql.Array(sessions, NpgsqlDbType.Uuid),
                    Sql.Column(rows, vote => vote.ExplanationId, NpgsqlDbType.Uuid),
                    Sql.Column(rows, vote => vote.Helpful, NpgsqlDbType.Boolean),
                    Sql.Column(rows, vote => (short?)vote.Rating, NpgsqlDbType.Smallint),
                    Sql.Column(rows, vote => vote.Comment, NpgsqlDbType.Text),
                    Sql.Column(rows, vote => vote.Type == FeedbackType.Auto ? "auto" : "manual", NpgsqlDbType.Text),
                    new NpgsqlParameter { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                    new NpgsqlParameter { Value = (long)options.RatedExplanationsPerHour, NpgsqlDbType = NpgsqlDbType.Bigint },
                    Sql.Column(rows, vote => vote.Token, NpgsqlDbType.Uuid),
                },
            }
        );
        await batch.PrepareAsync().ConfigureAwait(false);
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        if (options.SharedDatabase)
            await reader.NextResultAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            outcomes[reader.GetInt32(0) - 1] =
                reader.GetBoolean(1) ? VoteOutcome.NotFound
                : reader.GetBoolean(3) ? VoteOutcome.Forgotten
                : new VoteOutcome(
                    VoteStatus.OverQuota,
                    RetryAfter(now, await reader.IsDBNullAsync(2).ConfigureAwait(false) ? now.UtcDateTime : reader.GetDateTime(2))
                );
        }

        return rowOfFact is null ? outcomes : [.. rowOfFact.Select(row => outcomes[row])];
    }

    /// <summary>Until the oldest of the counted votes is an hour old, in whole seconds, one at least.</summary>
    private static TimeSpan RetryAfter(DateTimeOffset now, DateTime oldest) =>
        TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((oldest.AddHours(1) - now.UtcDateTime).TotalSeconds)));
}
