using System.Collections.Immutable;
using LearningActors.Feedback;
using LearningActors.Ledger;
using LearningActors.Operations;
using Npgsql;

namespace LearningActors.Benchmarks.Ledgers;

/// <summary>The usual way: each request takes a connection of the pool and commits its own prepared statement.</summary>
/// <remarks>Its connections plan as the ledger's do.</remarks>
internal sealed class InsertPerRequest(string connectionString, LedgerOptions options) : IFeedbackLedger
{
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            Options =
                "-c jit=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off",
        }
    );
    private readonly VoteWriter _writer = new(options, NodaTime.SystemClock.Instance);

    public async Task<VoteOutcome> AppendAsync(Vote vote)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return (await _writer.WriteAsync(connection, [vote]))[0];
    }

    public async Task<ImmutableArray<VoteOutcome>> AppendAsync(ImmutableArray<Vote> votes)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return [.. await _writer.WriteAsync(connection, votes)];
    }

    public Task<ListPart<GivenVote>?> ListAsync(Guid explanation, bool? isCommented, ListRequest<VoteSort> request) =>
        throw new NotSupportedException();

    public Task<int> ForgetAsync(ForgottenSession session, AuditEntry entry) => throw new NotSupportedException();
}
