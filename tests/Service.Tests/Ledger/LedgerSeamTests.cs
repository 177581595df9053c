using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using LearningActors.Explanations;
using LearningActors.Feedback;
using LearningActors.Ledger;
using LearningActors.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Npgsql;

namespace LearningActors.Tests.Ledger;

/// <summary>
/// One service writes explanations and votes to two databases, split by the explanation's id: grains and API need no change. See
/// <c>docs/scale.md</c>.
/// </summary>
public sealed class LedgerSeamTests
{
    [Fact]
    public async Task ExplanationsAndVotesGoWhereTheirIdLeadsAndNoneIsLost()
    {
        var (first, second) = (await DatabaseAsync(), await DatabaseAsync());
        await using var service = await TestService.StartAsync(builder =>
        {
            builder.Services.AddSingleton<IExplanationLedger>(provider => new SplitExplanations([
                .. new[] { first, second }.Select(database => new PostgresExplanationLedger(
                    database,
                    provider.GetRequiredService<LedgerOptions>(),
                    NullLogger<PostgresExplanationLedger>.Instance
                )),
            ]));
            builder.Services.AddSingleton<IFeedbackLedger>(provider => new SplitFeedback([
                .. new[] { first, second }.Select(database => new PostgresFeedbackLedger(
                    database,
                    provider.GetRequiredService<LedgerOptions>(),
                    provider.GetRequiredService<IClock>(),
                    NullLogger<PostgresFeedbackLedger>.Instance
                )),
            ]));
        });
        var ids = await service.LogAsync(200);
        using var votes = await service.Engine.PostAsJsonAsync(
            "/api/feedback",
            ids.Append(Guid.CreateVersion7())
                .Select(
                    (id, i) =>
                        new
                        {
                            explanation_id = id,
                            helpful = i % 2 == 0,
                            session = $"s{i}",
                        }
                )
        );
        Assert.Equal(HttpStatusCode.OK, votes.StatusCode);
        // Single votes, the second of which completes the first.
        foreach (var rating in new[] { 4, 5 })
            Assert.Equal(HttpStatusCode.OK, (await service.RateAsync(ids[0], new { rating, session = "s0" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.RateAsync(Guid.CreateVersion7(), new { helpful = true })).StatusCode);

        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
        foreach (var (database, index) in new[] { (first, 0), (second, 1) })
        {
            var here = ids.Where(id => Split.Of(id) == index).Order().ToArray();
            Assert.InRange(here.Length, 50, 150);
            Assert.Equal(here, await IdsAsync(database, "SELECT array_agg(id ORDER BY id) FROM llm_explanations"));
            Assert.Equal(here, await IdsAsync(database, "SELECT array_agg(explanation_id ORDER BY explanation_id) FROM llm_feedback"));
        }

        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    private static async Task<NpgsqlDataSource> DatabaseAsync()
    {
        var database = NpgsqlDataSource.Create(await TestPostgres.CreateDatabaseAsync());
        await Schema.ApplyAsync(database);
        return database;
    }

    private static async Task<Guid[]> IdsAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return [.. ((Guid[])(await command.ExecuteScalarAsync())!).Order()];
    }

    private static class Split
    {
        /// <summary>Which of two; the last byte of an id is random.</summary>
        internal static int Of(Guid explanation) => explanation.ToByteArray()[15] % 2;

        /// <summary>Sends each fact to its ledger, and puts the outcomes in the order of the facts.</summary>
        internal static async Task<ImmutableArray<TOutcome>> AppendAsync<TFact, TOutcome>(
            ImmutableArray<TFact> facts,
            Func<TFact, Guid> explanation,
            Func<int, ImmutableArray<TFact>, Task<ImmutableArray<TOutcome>>> append
        )
        {
            var outcomes = new TOutcome[facts.Length];
            await Task.WhenAll(
                facts
                    .Index()
                    .GroupBy(fact => Of(explanation(fact.Item)))
                    .Select(async part =>
                    {
                        var answers = await append(part.Key, [.. part.Select(fact => fact.Item)]);
                        foreach (var (answer, fact) in answers.Zip(part))
                            outcomes[fact.Index] = answer;
                    })
            );
            return [.. outcomes];
        }
    }

    private sealed class SplitExplanations(PostgresExplanationLedger[] ledgers) : IExplanationLedger, IAsyncDisposable
    {
        public Task<ImmutableArray<LogOutcome>> AppendAsync(ImmutableArray<Explanation> explanations) =>
            Split.AppendAsync(explanations, explanation => explanation.Id, (part, facts) => ledgers[part].AppendAsync(facts));

        public Task<Explanation?> FindAsync(Guid id) => ledgers[Split.Of(id)].FindAsync(id);

        public Task<KnownExplanation?> FindAsync(Guid id, SignalToExplain signal) => ledgers[Split.Of(id)].FindAsync(id, signal);

        public Task<ListPart<ListedExplanation>> ListAsync(ExplanationFilter filter, ListRequest<ExplanationSort> request) =>
            throw new NotSupportedException("A list over several ledgers is merged by its order.");

        public async ValueTask DisposeAsync()
        {
            foreach (var ledger in ledgers)
                await ledger.DisposeAsync();
        }
    }

    private sealed class SplitFeedback(PostgresFeedbackLedger[] ledgers) : IFeedbackLedger, IAsyncDisposable
    {
        public Task<VoteOutcome> AppendAsync(Vote vote) => ledgers[Split.Of(vote.ExplanationId)].AppendAsync(vote);

        public Task<ImmutableArray<VoteOutcome>> AppendAsync(ImmutableArray<Vote> votes) =>
            Split.AppendAsync(votes, vote => vote.ExplanationId, (part, facts) => ledgers[part].AppendAsync(facts));

        public Task<ListPart<GivenVote>?> ListAsync(Guid explanation, bool? isCommented, ListRequest<VoteSort> request) =>
            ledgers[Split.Of(explanation)].ListAsync(explanation, isCommented, request);

        public async Task<int> ForgetAsync(ForgottenSession session, AuditEntry entry) =>
            (await Task.WhenAll(ledgers.Select(ledger => ledger.ForgetAsync(session, entry)))).Sum();

        public async ValueTask DisposeAsync()
        {
            foreach (var ledger in ledgers)
                await ledger.DisposeAsync();
        }
    }
}
