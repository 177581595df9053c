using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Configuration;
using LearningActors.Ledger;
using LearningActors.Tests.Durability;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using Npgsql;

namespace LearningActors.Tests.Ledger;

/// <summary>
/// The database of an earlier version becomes one of this version, and one of this version becomes a later one's, while hosts run and
/// where they die.
/// </summary>
public sealed class UpgradeTests
{
    /// <summary>The last step of the version whose rows <c>earlier.sql</c> has.</summary>
    private const string LastOfEarlier = "0026";

    /// <summary>What a later version may add: a column with a default, an index, a table.</summary>
    private static readonly SchemaStep s_ofLater = SchemaStep.Of(
        "9000_later.sql",
        """
        ALTER TABLE llm_feedback ADD COLUMN mood text NOT NULL DEFAULT 'none';
        ALTER TABLE llm_explanations ADD COLUMN language text;
        ALTER TABLE trades ADD COLUMN venue text;
        CREATE INDEX trades_venue ON trades (venue);
        CREATE TABLE venues (id text PRIMARY KEY);
        """
    );

    [Fact]
    public async Task WhatAnEarlierVersionWroteIsServedAndNewFactsAreTaken()
    {
        var connectionString = await EarlierAsync();
        await using var service = await TestService.StartAsync(connectionString: connectionString);
        Assert.Equal(Schema.Steps().Count, await service.ScalarAsync<long>("SELECT count(*) FROM schema_steps"));

        // Explanations, votes, prompts, and who the champion was.
        var explanations = await service.ItemsAsync<ExplanationItem>("/api/explanations?limit=100");
        Assert.Equal(20, explanations.Count);
        Assert.All(explanations, one => Assert.Equal(("AAPL", "v1.0"), (one.Ticker, one.PromptVersion)));
        var analytics = await service.GetAsync<AnalyticsResponse>("/api/admin/llm-analytics");
        Assert.Equal((20, 20, 0.75), (analytics.TotalExplanations, analytics.TotalFeedback, analytics.PositiveFeedback.Rate));
        Assert.Equal("v1.1", (await service.ChampionAsync("BUY")).Champion);
        Assert.Equal(
            ["v1.0", "v1.1"],
            (await service.GetAsync<PromptsResponse>("/api/admin/prompts")).Versions.Select(one => one.PromptVersion).Order()
        );

        // The journal, the desk, alerts, and the trail, whose chain begins anew.
        Assert.Equal(1, (await service.GetAsync<StrategyPerformance>("/api/strategies/pullback/performance")).TotalTrades);
        Assert.Equal("t-then", Assert.Single(await service.ItemsAsync<ListedTrade>("/api/trades")).TradeId);
        Assert.Equal("promotion/BUY/v1.1", Assert.Single(await service.AlertsAsync()).Id);
        Assert.Contains("consent:1", await service.ReconcileAsync("2026-03-02"));
        var trail = (await service.Admin.GetFromJsonAsync<Page<AuditItem>>("/api/admin/audit", ClientJson.Options))!.Items;
        Assert.Contains(trail, entry => entry is { Actor: "admin", Action: "experiment.start", Subject: "BUY-1" });
        Assert.Null((await service.Admin.GetFromJsonAsync<AuditChain>("/api/admin/audit/chain", ClientJson.Options))!.BrokenAt);

        // An engine of then, with its key of then, goes on: it rates what was explained then, and sends new facts.
        using var engine = new HttpClient { BaseAddress = new Uri(service.Url) };
        engine.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "an-engine-of-then");
        var voted = await engine.PostAsJsonAsync($"/api/feedback/{explanations[0].ExplanationId}", new { helpful = true, session = "new" });
        Assert.Equal(HttpStatusCode.OK, voted.StatusCode);
        Assert.True((await service.ExplainAsync()).Recorded);
        await Eventually.TrueAsync(
            async () =>
            {
                service.Clock.Advance(TimeSpan.FromSeconds(2));
                var now = await service.GetAsync<AnalyticsResponse>("/api/admin/llm-analytics");
                return (now.TotalExplanations, now.TotalFeedback) == (21, 21);
            },
            "the sums have the new facts beside the old ones"
        );
    }

    [Fact]
    public async Task AKillInTheMiddleOfTheStepsLeavesADatabaseThatTheNextStartMigrates()
    {
        var connectionString = await EarlierAsync();
        var (home, port) = (Directory.CreateTempSubdirectory("learningactors-upgrade-").FullName, LoopbackPort.Free());
        var environment = new Dictionary<string, string> { ["LEARNING_POSTGRES"] = connectionString };
        await using var database = new LockableDatabase(connectionString);
        var earlier = await database.ScalarAsync<long>("SELECT count(*) FROM schema_steps");
        // A step that changes this table waits here, behind others that are done and not committed.
        await using (await database.HoldAsync("LOCK TABLE learning_journal IN ACCESS SHARE MODE"))
        {
            using var process = Process.Start(ServiceProcess.Info(home, port, environment))!;
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            await database.UntilHeldAsync();
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.Equal(earlier, await database.ScalarAsync<long>("SELECT count(*) FROM schema_steps"));
        Assert.False(await database.ScalarAsync<bool>("SELECT to_regclass('model_usage') IS NOT NULL"));
        using var service = await ServiceProcess.StartAsync(home, port, environment);
        Assert.Equal(Schema.Steps().Count, await database.ScalarAsync<long>("SELECT count(*) FROM schema_steps"));
        var signal = await service.Client.GetAsync("/api/signals/AAPL/BUY");
        Assert.Equal(HttpStatusCode.OK, signal.StatusCode);
        Assert.Contains("20", await signal.Content.ReadAsStringAsync());
        Assert.Equal(0, await service.StopAsync());
        Directory.Delete(home, recursive: true);
    }

    /// <summary>
    /// What a silo of a later version does first, under hosts of this one. Only what adds may be done so: those that run know nothing
    /// of it.
    /// </summary>
    [Fact]
    public async Task AHostGoesOnWhileALaterVersionAddsToTheSchemaAndDoesNotStartOnItAgain()
    {
        var connectionString = await TestPostgres.CreateDatabaseAsync();
        await using (var service = await TestService.StartAsync(connectionString: connectionString))
        {
            await service.PostAsync("/api/strategies", new { id = "pullback" });
            using var stop = new CancellationTokenSource();
            var sent = 0;
            // Statements are prepared before, and the connections that hold them stay.
            var engine = Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var id = (await service.LogAsync(1))[0];
                    Assert.Equal(HttpStatusCode.OK, (await service.RateAsync(id, new { helpful = true, session = $"s{sent}" })).StatusCode);
                    Assert.Equal(HttpStatusCode.OK, (await service.Read.GetAsync("/api/explanations?limit=5")).StatusCode);
                    Assert.Equal(HttpStatusCode.OK, (await service.Read.GetAsync("/api/trades?limit=5")).StatusCode);
                    Interlocked.Increment(ref sent);
                }
            });
            await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref sent) > 20 || engine.IsFaulted), "the engine sends");
            await using (var later = NpgsqlDataSource.Create(connectionString))
                Assert.Equal([s_ofLater.Name], await ApplyLaterAsync(later));
            var until = Volatile.Read(ref sent) + 20;
            await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref sent) > until || engine.IsFaulted), "the engine goes on");
            await stop.CancelAsync();
            await engine;
            Assert.Equal(sent, await service.ScalarAsync<long>("SELECT count(*) FROM llm_feedback WHERE mood = 'none'"));
        }

        var refused = await Assert.ThrowsAsync<OperatorException>(() => TestService.StartAsync(connectionString: connectionString));
        Assert.Equal(
            "The database has the schema step 9000_later.sql, which this build does not know: it was made by a newer version. "
                + "Run that version.",
            refused.Message
        );
    }

    /// <summary>What somebody reads cannot be changed; but nobody else may have to wait for that reader, behind the step.</summary>
    [Fact]
    public async Task AStepThatWaitsForATableLetsVotesThrough()
    {
        var connectionString = await TestPostgres.CreateDatabaseAsync();
        await using var service = await TestService.StartAsync(connectionString: connectionString);
        await using var database = new LockableDatabase(connectionString);
        await using var later = NpgsqlDataSource.Create(connectionString);
        Task<IReadOnlyList<string>> step;
        await using (await database.HoldAsync("LOCK TABLE llm_feedback IN ACCESS SHARE MODE"))
        {
            step = ApplyLaterAsync(later);
            await database.UntilHeldAsync();
            foreach (var id in await service.LogAsync(5))
                Assert.Equal(HttpStatusCode.OK, (await service.RateAsync(id, new { helpful = true, session = "one" })).StatusCode);
            Assert.False(step.IsCompleted);
            var refused = await Assert.ThrowsAsync<OperatorException>(() => ApplyLaterAsync(later, TimeSpan.Zero));
            Assert.Contains("could not lock its tables", refused.OneLine);
        }

        Assert.Equal([s_ofLater.Name], await step);
        Assert.Equal(5, await service.ScalarAsync<long>("SELECT count(*) FROM llm_feedback WHERE mood = 'none'"));
    }

    /// <summary>A vote reads its explanation before it is written; a step may lock both the other way round.</summary>
    [Fact]
    public async Task AVoteThatADeadlockUndoesIsWrittenAllTheSame()
    {
        var connectionString = await TestPostgres.CreateDatabaseAsync();
        await using var service = await TestService.StartAsync(connectionString: connectionString);
        await using var database = new LockableDatabase(connectionString);
        var id = (await service.LogAsync(1))[0];
        var undone = 0;
        for (var votes = 1; undone == 0; votes++)
        {
            Task<HttpResponseMessage> vote;
            await using (var step = await database.HoldAsync("LOCK TABLE llm_feedback IN ACCESS EXCLUSIVE MODE"))
            {
                vote = service.RateAsync(id, new { helpful = true, session = $"{votes}" });
                await database.UntilHeldAsync();
                try
                {
                    // Who has waited for a second gives way: the vote, as it waits since before this, unless the machine was too busy.
                    await using var next = new NpgsqlCommand("LOCK TABLE llm_explanations IN ACCESS EXCLUSIVE MODE", step);
                    await next.ExecuteNonQueryAsync();
                    undone++;
                }
                catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.DeadlockDetected && votes < 10)
                {
                    // The step did.
                }
            }

            Assert.Equal(HttpStatusCode.OK, (await vote).StatusCode);
            Assert.Equal(votes, await service.ScalarAsync<long>("SELECT count(*) FROM llm_feedback"));
        }

        await Eventually.TrueAsync(
            async () =>
                await service.ScalarAsync<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") >= undone,
            "the server counts a deadlock"
        );
    }

    private static Task<IReadOnlyList<string>> ApplyLaterAsync(NpgsqlDataSource database, TimeSpan? comesAgainFor = null) =>
        Schema.ApplyAsync(database, [.. Schema.Steps(), s_ofLater], comesAgainFor ?? TimeSpan.FromMinutes(2));

    /// <summary>A new database as an earlier version left it.</summary>
    private static async Task<string> EarlierAsync()
    {
        var connectionString = await TestPostgres.CreateDatabaseAsync(withSchema: false);
        await using var database = NpgsqlDataSource.Create(connectionString);
        SchemaStep[] steps = [.. Schema.Steps().Where(step => string.CompareOrdinal(step.Name[..4], LastOfEarlier) <= 0)];
        Assert.NotEmpty(steps);
        await Schema.ApplyAsync(database, steps, TimeSpan.Zero);
        await using var rows = database.CreateCommand(
            await File.ReadAllTextAsync(Repository.Path("tests", "Service.Tests", "Ledger", "earlier.sql"))
        );
        await rows.ExecuteNonQueryAsync();
        return connectionString;
    }
}
