using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using Npgsql;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.Ledger;

/// <summary>A database that is there and takes nothing, as a standby does: a fault that passes, which is told as one.</summary>
public sealed class ReadOnlyDatabaseTests
{
    [Fact]
    public async Task WhatIsSentIsRefusedForNowAndWhatIsReadIsAnswered()
    {
        await using var service = await TestService.StartAsync();
        var explanation = (await service.LogAsync(1))[0];
        Assert.Equal(HttpStatusCode.OK, (await service.Anonymous.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(1, (await service.AnalyticsAsync()).TotalExplanations);
        await SetAsync(service, isReadOnly: true);

        (string Path, object Body)[] requests =
        [
            ($"/api/feedback/{explanation}", new { helpful = true }),
            ("/api/explanations/log", new[] { Logged() }),
            ("/api/strategies", new { id = "pullback" }),
            ($"{Root}/recommendations", new[] { Recommend("r1") }),
            ($"{Root}/executions", new[] { Execute("e1", "2021-01-04T16:00:00Z") }),
            ($"{Root}/track-outcomes", new { }),
            ("/api/admin/prompts/BUY", new { text = "Say what {indicators} mean for {signal} of {ticker} at {confidence}." }),
            (
                "/api/admin/alerts/mute",
                new
                {
                    kind = "budget",
                    hours = 1,
                    reason = "It is known.",
                }
            ),
            ("/api/keys", new { name = "another", scopes = new[] { "read" } }),
        ];
        foreach (var (path, body) in requests)
        {
            using var response = await service.Admin.PostAsJsonAsync(path, body);
            Assert.True(
                response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null,
                $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}"
            );
        }

        var explained = await service.Engine.PostAsJsonAsync("/api/explanations", Signal());
        Assert.Equal(HttpStatusCode.OK, explained.StatusCode);
        Assert.False((await explained.Content.ReadFromJsonAsync<ExplanationResponse>(ClientJson.Options))!.Recorded);
        Assert.Equal(1, (await service.AnalyticsAsync()).TotalExplanations);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Anonymous.GetAsync("/health/ready")).StatusCode);

        await SetAsync(service, isReadOnly: false);
        await Eventually.TrueAsync(
            async () => (await service.Anonymous.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK,
            "the service is ready again"
        );
        foreach (var (path, body) in requests)
        {
            using var response = await service.Admin.PostAsJsonAsync(path, body);
            Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>A meter is the whole process's: another test counts the explanations of BUY that were not recorded.</summary>
    private static object Signal() =>
        new
        {
            ticker = "AAPL",
            signal = "SELL",
            confidence = 0.5,
        };

    private static object Logged() =>
        new
        {
            ticker = "AAPL",
            signal = "BUY",
            confidence = 0.5,
            explanation = "RSI is low.",
        };

    /// <summary>Sets it for connections to come, and ends those that are there.</summary>
    private static async Task SetAsync(TestService service, bool isReadOnly)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(service.ConnectionString)
            {
                Pooling = false,
                Options = "-c default_transaction_read_only=off",
            }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            ALTER DATABASE {connection.Database} SET default_transaction_read_only = {(isReadOnly ? "on" : "off")};
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
            """,
            connection
        );
        await command.ExecuteNonQueryAsync();
    }
}
