using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Configuration;
using LearningActors.Hosting;
using Npgsql;

namespace LearningActors.Tests.Durability;

/// <summary>What was acknowledged is there after a kill -9, of the service and of PostgreSQL, exactly once.</summary>
public sealed class KillTests : IAsyncLifetime
{
    private readonly ServiceHome _home = new();
    private readonly ConcurrentDictionary<(Guid Explanation, string Session), bool> _acknowledged = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.RemoveAsync();

    [Fact]
    public async Task EveryAcknowledgedVoteSurvivesKillsOfTheService()
    {
        var service = await ServiceProcess.StartAsync(_home.Path, _home.Port);
        for (var round = 0; round < 3; round++)
        {
            var voting = await VoteUntilAsync(service, acknowledged: 1500);
            await service.KillAsync();
            await voting;
            service.Dispose();
            service = await ServiceProcess.StartAsync(_home.Path, _home.Port);
            await AssertNothingIsLostAsync(service);
        }

        Assert.Equal(0, await service.StopAsync());
        service.Dispose();
    }

    [Fact]
    public async Task EveryAcknowledgedVoteSurvivesKillsOfPostgresAndTheServiceGoesOnByItself()
    {
        using var service = await ServiceProcess.StartAsync(_home.Path, _home.Port);
        for (var round = 0; round < 2; round++)
        {
            var voting = await VoteUntilAsync(service, acknowledged: 1500);
            var postgres = await PrivatePostgres.StartAsync(_home.Path);
            using (var server = Process.GetProcessById(postgres.ProcessId))
            {
                server.Kill();
                await server.WaitForExitAsync();
            }

            await voting;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/health/ready")).StatusCode);
            await RestartPostgresAsync();
            await UntilReadyAsync(service);
            await AssertNothingIsLostAsync(service);
        }

        var exit = await service.StopAsync();
        Assert.True(exit == 0, service.Words);
    }

    [Fact]
    public async Task AStoppedServiceLeavesNothingRunning()
    {
        using var service = await ServiceProcess.StartAsync(_home.Path, _home.Port);
        Assert.False((await PrivatePostgres.StartAsync(_home.Path)).WasStarted);
        Assert.Equal(0, await service.StopAsync());
        Assert.True((await PrivatePostgres.StartAsync(_home.Path)).WasStarted);
    }

    [SingleProcessFact]
    public async Task ASecondServiceOnTheDatabaseIsRefusedAndTheFirstGoesOn()
    {
        using var service = await ServiceProcess.StartAsync(_home.Path, _home.Port);
        var (second, exit) = await ServiceProcess.TryStartAsync(_home.Path, LoopbackPort.Free());
        Assert.Null(second);
        Assert.Contains("Another host runs on this database", exit);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(0, await service.StopAsync());
    }

    [Theory]
    [InlineData("LEARNING_POSTGRES", "Host=127.0.0.1;Port=1;Username=nobody;Database=none", "refused the connection")]
    [InlineData("LEARNING_POSTGRES", "nonsense", "is no connection string")]
    [InlineData("LEARNING_URL", "ftp://here", "LEARNING_URL is 'ftp://here'")]
    [InlineData("LEARNING_ADMIN_KEY", "short", "expected at least 8 characters")]
    public async Task AnOperatorsMistakeIsNamed(string variable, string value, string words)
    {
        var (service, exit) = await ServiceProcess.TryStartAsync(
            _home.Path,
            _home.Port,
            new Dictionary<string, string> { [variable] = value }
        );
        service?.Dispose();
        Assert.StartsWith("1: LearningActors cannot start: ", exit);
        Assert.Contains(words, exit);
    }

    /// <summary>Votes from many tasks; returns when so many were acknowledged, with the task that ends when the service is gone.</summary>
    private async Task<Task> VoteUntilAsync(ServiceProcess service, int acknowledged)
    {
        var explanations = await LogAsync(service);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var target = _acknowledged.Count + acknowledged;
        var voters = Enumerable
            .Range(0, 32)
            .Select(_ =>
                Task.Run(async () =>
                {
                    try
                    {
                        while (true)
                        {
                            var (explanation, session) = (explanations[Random.Shared.Next(explanations.Length)], $"s{Guid.NewGuid()}");
                            using var response = await service.Client.PostAsJsonAsync(
                                $"/api/feedback/{explanation}",
                                new
                                {
                                    helpful = true,
                                    rating = 4,
                                    session,
                                }
                            );
                            if (response.StatusCode != HttpStatusCode.OK)
                                return;
                            _acknowledged.TryAdd((explanation, session), true);
                            if (_acknowledged.Count >= target)
                                enough.TrySetResult();
                        }
                    }
                    catch (HttpRequestException)
                    {
                        // The service is gone.
                    }
                })
            )
            .ToArray();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return Task.WhenAll(voters);
    }

    private static async Task<Guid[]> LogAsync(ServiceProcess service)
    {
        var ids = Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7()).ToArray();
        var response = await service.Client.PostAsJsonAsync(
            "/api/explanations/log",
            ids.Select(id => new
            {
                explanation_id = id,
                ticker = "AAPL",
                signal = "BUY",
                confidence = 0.5,
                explanation = "RSI is low.",
            })
        );
        response.EnsureSuccessStatusCode();
        return ids;
    }

    private async Task AssertNothingIsLostAsync(ServiceProcess service)
    {
        var postgres = await PrivatePostgres.StartAsync(_home.Path);
        await using var database = NpgsqlDataSource.Create($"{postgres.ConnectionString};Pooling=false");
        var stored = new Dictionary<Guid, int>();
        await using (
            var command = database.CreateCommand("SELECT explanation_id, count(*)::integer FROM llm_feedback GROUP BY explanation_id")
        )
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                stored[reader.GetGuid(0)] = reader.GetInt32(1);
        }

        // Each session votes once, so an explanation has at least as many votes as were acknowledged, and the sessions are distinct by key.
        Assert.All(_acknowledged.Keys.GroupBy(vote => vote.Explanation), votes => Assert.True(stored[votes.Key] >= votes.Count()));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/admin/llm-analytics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "durability-test-key-read");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        using var response = await service.Client.SendAsync(request);
        var positive = (await response.Content.ReadFromJsonAsync<AnalyticsResponse>(ClientJson.Options))!.PositiveFeedback;
        Assert.Equal(stored.Values.Sum(), positive.N);
        Assert.Equal(stored.Values.Sum(), positive.Count);
    }

    private async Task RestartPostgresAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PrivatePostgres.StartAsync(_home.Path);
                return;
            }
            catch (OperatorException) when (attempt < 20)
            {
                // The killed server's children are still leaving.
            }
        }
    }

    private static async Task UntilReadyAsync(ServiceProcess service)
    {
        var deadline = Stopwatch.StartNew();
        while ((await service.Client.GetAsync("/health/ready")).StatusCode != HttpStatusCode.OK)
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(60), "The service did not find its database again.");
    }
}
