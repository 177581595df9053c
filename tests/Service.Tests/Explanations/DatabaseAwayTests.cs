using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Hosting;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Hosting;

namespace LearningActors.Tests.Explanations;

/// <summary>Recording never stands between an engine and its explanation.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private const string Unrecorded = "learning.explanations.unrecorded";
    private readonly string _home = Directory.CreateTempSubdirectory("learningactors-away-").FullName;
    private PrivatePostgres _postgres = null!;
    private OpenAiServer _model = null!;
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        // The server's own user must be able to enter.
        File.SetUnixFileMode(_home, (UnixFileMode)0b111_101_101);
        _postgres = await PrivatePostgres.StartAsync(_home, "fsync=off");
        _model = await OpenAiServer.StartAsync();
        _service = await TestService.StartAsync(environment: _model.Environment, connectionString: _postgres.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _model.DisposeAsync();
        await _postgres.StopAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task WithTheDatabaseAwayASignalIsExplainedWithoutARecordAndRecordedAgainWhenItIsBack()
    {
        using var measured = new Measurements();
        var before = await AskAsync("before");
        Assert.True(before.Recorded);
        await _postgres.StopAsync();

        var without = await AskAsync();
        Assert.Equal((false, null, "openai", false), (without.Recorded, without.ExplanationId, without.ModelUsed, without.Fallback));
        Assert.Equal(before.Explanation, without.Explanation);
        var keyed = await AskAsync("key");
        Assert.Equal((false, null), (keyed.Recorded, keyed.ExplanationId));
        // What the champion said is old by now, and it is asked again; it knows it by heart.
        _service.Clock.Advance(TimeSpan.FromMinutes(90));
        var later = await AskAsync();
        Assert.Equal((false, "v1.0", null), (later.Recorded, later.PromptVersion, later.FallbackReason));
        // Nobody asked for this signal before.
        var unknown = await AskAsync(signal: "HOLD");
        Assert.Equal((false, "openai"), (unknown.Recorded, unknown.ModelUsed));
        Assert.Equal(3, measured.Sum(Unrecorded, "signal=BUY", "reason=unavailable"));
        Assert.Equal(1, measured.Sum(Unrecorded, "signal=HOLD", "reason=unavailable"));

        _postgres = await PrivatePostgres.StartAsync(_home, "fsync=off");
        var again = await AskAsync("key");
        Assert.True(again.Recorded);
        Assert.Equal(again, await AskAsync("key"), Same);
        Assert.Equal(before, await AskAsync("before"), Same);
        Assert.True((await AskAsync()).Recorded);
        var read = await _service.GetAsync<ExplanationResponse>($"/api/explanations/{again.ExplanationId}");
        Assert.True(read.Recorded);
        Assert.Equal(HttpStatusCode.OK, (await _service.RateAsync(again.ExplanationId!.Value, new { helpful = true })).StatusCode);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task TheVariantOfAnExperimentIsStillAssignedWhileTheChampionCannotBeAsked()
    {
        var variant = (await _service.AddPromptsAsync("BUY", 1))[0];
        await _service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.05, [variant] = 0.95 } }
        );
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        await AskAsync();
        var deactivated = await _service.Admin.PostAsync("/api/admin/grains/champion/BUY/deactivate", null);
        Assert.True(deactivated.IsSuccessStatusCode, await deactivated.Content.ReadAsStringAsync());
        await _postgres.StopAsync();
        _service.Clock.Advance(TimeSpan.FromMinutes(10));
        var versions = new HashSet<string>();
        for (var i = 0; i < 8; i++)
            versions.Add((await AskAsync()).PromptVersion);
        Assert.Contains(variant, versions);
    }

    [Fact]
    public async Task ARecordingWhoseOutcomeIsUnknownIsNotCalledRecorded()
    {
        using var measured = new Measurements();
        await using var lockable = new Durability.LockableDatabase(_postgres.ConnectionString);
        await using (await lockable.HoldAsync("LOCK TABLE llm_explanations IN EXCLUSIVE MODE"))
        {
            var answer = await AskAsync();
            Assert.Equal((false, null), (answer.Recorded, answer.ExplanationId));
            Assert.Equal(1, measured.Sum(Unrecorded, "signal=BUY", "reason=timeout"));
        }

        // It was not lost: it was committed when the lock was gone. Nobody has its id.
        await Eventually.TrueAsync(async () => await CountAsync() == 1, "the explanation is committed");
    }

    private static bool Same(ExplanationResponse one, ExplanationResponse other) =>
        (one.ExplanationId, one.Explanation, one.GeneratedAt) == (other.ExplanationId, other.Explanation, other.GeneratedAt);

    private Task<int> CountAsync() => _service.ScalarAsync<int>("SELECT count(*)::integer FROM llm_explanations");

    private async Task<ExplanationResponse> AskAsync(string? key = null, string signal = "BUY")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/explanations")
        {
            Content = JsonContent.Create(
                new
                {
                    ticker = "AAPL",
                    signal,
                    confidence = 0.85,
                    indicators = new { rsi = 28.5 },
                }
            ),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        var response = await _service.Engine.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<ExplanationResponse>(ClientJson.Options))!;
    }
}
