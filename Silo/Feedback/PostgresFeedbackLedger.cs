using System.Collections.Immutable;
using LearningActors.Ledger;
using LearningActors.Operations;
using NodaTime;
using Npgsql;

namespace LearningActors.Feedback;

/// <inheritdoc cref="IFeedbackLedger" />
public sealed class PostgresFeedbackLedger(
    NpgsqlDataSource database,
    LedgerOptions options,
    IClock clock,
    ILogger<PostgresFeedbackLedger> logger
) : IFeedbackLedger, ILedgerWriter, IAsyncDisposable
{
    private const string ForgetReader = "UPDATE llm_explanations SET user_session = NULL WHERE user_session = $1";

    // What was assigned by the same text keeps together, under a name that leads nowhere.
    private const string ForgetUnit = "UPDATE llm_explanations SET unit = $2 WHERE unit = $1";

    // A vote that is being written was placed by what stood before: it would not see the token, and find the session's row gone.
    private const string HoldVotes = "LOCK TABLE llm_feedback IN SHARE ROW EXCLUSIVE MODE";

    // As ForgottenSession.TokenOf.
    private const string ForgetVotes = """
        UPDATE llm_feedback SET comment = NULL,
            user_session = encode(substring(sha256(uuid_send($2) || uuid_send(explanation_id)) FOR 16), 'hex')::uuid
        WHERE user_session = $1
        """;

    private readonly GroupCommit<Vote, VoteOutcome> _votes = new(new VoteWriter(options, clock), database, options, logger);

    /// <inheritdoc />
    public LedgerFigures Figures => _votes.Figures;

    /// <inheritdoc />
    public Task<VoteOutcome> AppendAsync(Vote vote) => _votes.AppendAsync(vote);

    /// <inheritdoc />
    public Task<ImmutableArray<VoteOutcome>> AppendAsync(ImmutableArray<Vote> votes) => _votes.AppendAsync(votes);

    /// <inheritdoc />
    public Task<ListPart<GivenVote>?> ListAsync(Guid explanation, bool? isCommented, ListRequest<VoteSort> request) =>
        VoteLists.ReadAsync(database, explanation, isCommented, request);

    /// <inheritdoc />
    public Task<int> ForgetAsync(ForgottenSession session, AuditEntry entry) =>
        RepeatableSql.RunAsync(
            database,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await ExecuteAsync(connection, ForgetReader, session.Session);
                if (session.Unit is { } unit)
                    await ExecuteAsync(connection, ForgetUnit, unit, Guid.NewGuid());
                // Last, and held for no longer than it takes to forget.
                await ExecuteAsync(connection, HoldVotes);
                var count = await ExecuteAsync(connection, ForgetVotes, session.Session, session.Secret);
                // The entry says that it was done and how much, not for whom: the hash would be the link that is forgotten.
                await PostgresAuditTrail.WriteAsync(connection, clock.UtcNow, entry with { DetailJson = $$"""{"votes":{{count}}}""" });
                await transaction.CommitAsync();
                return count;
            }
        );

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, params Guid[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _votes.DisposeAsync();
}
