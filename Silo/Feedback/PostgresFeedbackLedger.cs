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
    private const string ForgetVotes = """
        WITH forgotten AS (
            UPDATE llm_feedback SET user_session = gen_random_uuid(), comment = NULL WHERE user_session = $1 RETURNING 1
        ), shown AS (
            UPDATE llm_explanations SET user_session = NULL WHERE user_session = $1
        )
        SELECT count(*)::integer FROM forgotten
        """;

    private readonly GroupCommit<Vote, VoteOutcome> _votes = new(new VoteWriter(options, clock), database, options, logger);

    /// <inheritdoc />
    public LedgerFigures Figures => _votes.Figures;

    /// <inheritdoc />
    public Task<VoteOutcome> AppendAsync(Vote vote) => _votes.AppendAsync(vote);

    /// <inheritdoc />
    public Task<ImmutableArray<VoteOutcome>> AppendAsync(ImmutableArray<Vote> votes) => _votes.AppendAsync(votes);

    /// <inheritdoc />
    public Task<int> ForgetAsync(Guid session, string actor)
    {
        var entry = Guid.CreateVersion7();
        return RepeatableSql.RunAsync(
            database,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await using var forget = new NpgsqlCommand(ForgetVotes, connection) { Parameters = { new() { Value = session } } };
                var count = (int)(await forget.ExecuteScalarAsync())!;
                // The entry says that it was done and how much, not for whom: the hash would be the link that is forgotten.
                await PostgresAuditTrail.WriteAsync(
                    connection,
                    clock.UtcNow,
                    new AuditEntry(actor, "session.forget", "session", $$"""{"votes":{{count}}}""", entry)
                );
                await transaction.CommitAsync();
                return count;
            }
        );
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _votes.DisposeAsync();
}
