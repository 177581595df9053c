using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Feedback;

/// <summary>The votes on an explanation as a list.</summary>
internal static class VoteLists
{
    // Two hashes away from the session, and another one for each explanation: what one session says of several stays apart.
    private const string VoteId = "md5(f.user_session::text || f.explanation_id::text)::uuid";

    private static readonly KeysetList<VoteSort> s_votes = new(
        $"{VoteId}, f.helpful, f.rating, f.comment, f.feedback_type, f.anonymous, f.created_at, f.updated_at",
        """
        llm_explanations e JOIN llm_feedback f
            ON f.day = e.day AND f.ticker = e.ticker AND f.signal = e.signal AND f.explanation_id = e.id
        """,
        new(VoteId, SortKind.Uuid),
        new() { [VoteSort.CreatedAt] = new("f.created_at", SortKind.Time) }
    );

    internal static async Task<ListPart<GivenVote>?> ReadAsync(
        NpgsqlDataSource database,
        Guid explanation,
        bool? isCommented,
        ListRequest<VoteSort> request
    )
    {
        var part = await s_votes.ReadAsync(
            database,
            new SqlConditions()
                .Add("e.id = {0}", new NpgsqlParameter { Value = explanation })
                .Where("(f.comment IS NOT NULL) = {0}", Sql.Optional(isCommented, NpgsqlDbType.Boolean)),
            request,
            Read
        );
        return part.Items.IsEmpty && !await IsThereAsync(database, explanation) ? null : part;
    }

    private static GivenVote Read(NpgsqlDataReader reader) =>
        new(
            reader.GetGuid(0),
            reader.IsDBNull(1) ? null : reader.GetBoolean(1),
            reader.IsDBNull(2) ? null : reader.GetInt16(2),
            reader.TextOrNull(3),
            reader.GetString(4) == "auto" ? FeedbackType.Auto : FeedbackType.Manual,
            reader.GetBoolean(5),
            reader.GetFieldValue<DateTimeOffset>(6),
            reader.GetFieldValue<DateTimeOffset>(7)
        );

    private static async Task<bool> IsThereAsync(NpgsqlDataSource database, Guid explanation) =>
        !(
            await RepeatableSql.ListAsync(
                database,
                "SELECT 1 FROM llm_explanations WHERE id = $1",
                [new NpgsqlParameter { Value = explanation }],
                _ => true
            )
        ).IsEmpty;
}
