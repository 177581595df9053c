using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Cycles;
using Microsoft.Extensions.DependencyInjection;
using CycleRun = LearningActors.Client.CycleRun;

namespace LearningActors.Tests.Experiments;

/// <summary>Days of a desk, over HTTP.</summary>
internal static class ExperimentDriver
{
    /// <summary>
    /// A day in which each version is explained and rated so often, so many of them with thumb up; then the next day begins.
    /// </summary>
    internal static async Task DayAsync(this TestService service, string signal, params (string Version, int Votes, int Positive)[] arms)
    {
        foreach (var (version, votes, positive) in arms)
        {
            var ids = await service.LogAsync(votes, signal: signal, version: version);
            foreach (var chunk in ids.Select((id, i) => (id, i)).Chunk(500))
            {
                var response = await service.Engine.PostAsJsonAsync(
                    "/api/feedback",
                    chunk.Select(one => new
                    {
                        explanation_id = one.id,
                        helpful = one.i < positive,
                        session = $"{one.id}",
                    })
                );
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
        }

        service.Clock.Advance(TimeSpan.FromDays(1));
    }

    /// <summary>Runs a cycle by hand and returns the run.</summary>
    internal static async Task<CycleRun> RunCycleAsync(this TestService service, string name)
    {
        var response = await service.Admin.PostAsync($"/api/admin/cycles/{name}/run", null);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{name}: {response.StatusCode}");
        var run =
            response.StatusCode == HttpStatusCode.Accepted
                ? await EndedAsync()
                : (await response.Content.ReadFromJsonAsync<CycleRun>(ClientJson.Options))!;
        Assert.True(run.Outcome == "completed", run.ToString());
        return run;

        // It takes longer than the answer waits.
        async Task<CycleRun> EndedAsync()
        {
            Client.CycleStatus? cycle = null;
            await Eventually.TrueAsync(
                async () =>
                    (cycle = (await service.ItemsAsync<Client.CycleStatus>("/api/admin/cycles")).Single(one => one.Name == name)).Current
                        is null,
                $"{name} ends"
            );
            return cycle!.Recent[0];
        }
    }

    internal static async Task<JsonElement> PostAsync(
        this TestService service,
        string path,
        object body,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        var response = await service.Admin.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Sends a change with the key of an engine.</summary>
    internal static async Task<JsonElement> PatchAsync(
        this TestService service,
        string path,
        object body,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        var response = await service.Admin.PatchAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Posts what must be refused, and returns what is said of the field.</summary>
    internal static async Task<string> RefusedAsync(
        this TestService service,
        string path,
        object body,
        HttpStatusCode expected,
        string field
    )
    {
        var problem = await service.PostAsync(path, body, expected);
        var errors = problem.Deserialize<Problem>(ClientJson.Options)!.Errors;
        Assert.True(errors?.ContainsKey(field), problem.ToString());
        return errors![field][0];
    }

    /// <summary>What an administrator's request is answered, as a record of the client.</summary>
    internal static async Task<T> PostAsync<T>(this TestService service, string path, object body) =>
        (await service.PostAsync(path, body)).Deserialize<T>(ClientJson.Options)!;

    /// <summary>What an engine's change is answered, as a record of the client.</summary>
    internal static async Task<T> PatchAsync<T>(this TestService service, string path, object body) =>
        (await service.PatchAsync(path, body)).Deserialize<T>(ClientJson.Options)!;

    /// <summary>What is read, as a record of the client.</summary>
    internal static async Task<T> GetAsync<T>(this TestService service, string path) =>
        (await service.Read.GetFromJsonAsync<T>(path, ClientJson.Options))!;

    /// <summary>The items of a list, as records of the client.</summary>
    internal static async Task<IReadOnlyList<T>> ItemsAsync<T>(this TestService service, string path) =>
        (await service.GetAsync<Page<T>>(path)).Items;

    internal static Task<JsonElement> GetAsync(this TestService service, string path) => service.Read.GetFromJsonAsync<JsonElement>(path);

    /// <summary>The items of a list.</summary>
    internal static async Task<JsonElement> ItemsAsync(this TestService service, string path) =>
        (await service.GetAsync(path)).GetProperty("items");

    /// <summary>The champion's status of a signal.</summary>
    internal static async Task<ChampionStatus> ChampionAsync(this TestService service, string signal) =>
        (await service.GetAsync<PromptsResponse>("/api/admin/prompts")).Signals.Single(one => one.Signal == signal);

    /// <summary>The experiments that run, and those that ended.</summary>
    internal static Task<ExperimentsResponse> ExperimentsAsync(this TestService service) =>
        service.GetAsync<ExperimentsResponse>("/api/admin/llm-ab-tests");

    /// <summary>An experiment with its figures.</summary>
    internal static Task<ExperimentReport> ExperimentAsync(this TestService service, string id) =>
        service.GetAsync<ExperimentReport>($"/api/admin/llm-ab-tests/{id}");

    /// <summary>
    /// Starts an experiment whose votes count at once; the first of the arms is the champion. Returns its id.
    /// </summary>
    internal static async Task<string> StartExperimentAsync(
        this TestService service,
        string signal,
        params (string Version, double Share)[] arms
    ) =>
        (
            await service.PostAsync<StartedResponse>(
                "/api/admin/llm-ab-tests",
                new
                {
                    signal,
                    traffic_split = arms.ToDictionary(arm => arm.Version, arm => arm.Share),
                    vote_window_days = 0,
                }
            )
        ).Id;

    /// <summary>Does something with an experiment, such as <c>BUY-1/stop</c>.</summary>
    /// <returns>Who the champion is then.</returns>
    internal static Task<ChampionStatus> CommandAsync(this TestService service, string command, object body) =>
        service.PostAsync<ChampionStatus>($"/api/admin/llm-ab-tests/{command}", body);

    /// <summary>How a signal's units are assigned.</summary>
    internal static Task<PromptRouting> RoutingAsync(this TestService service, string signal) =>
        service.GetAsync<PromptRouting>($"/api/prompts/{signal}/routing");

    /// <summary>The alerts, newest first.</summary>
    internal static Task<IReadOnlyList<AlertStatus>> AlertsAsync(this TestService service, bool openOnly = false) =>
        service.ItemsAsync<AlertStatus>($"/api/admin/alerts?open={openOnly}");

    /// <summary>Lets the service explain a signal.</summary>
    internal static async Task<ExplanationResponse> ExplainAsync(
        this TestService service,
        string ticker = "AAPL",
        string signal = "BUY",
        double confidence = 0.8
    )
    {
        var response = await service.Engine.PostAsJsonAsync(
            "/api/explanations",
            new
            {
                ticker,
                signal,
                confidence,
                indicators = new { rsi = 28.5 },
            }
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<ExplanationResponse>(ClientJson.Options))!;
    }

    /// <summary>Adds prompts that a person wrote; returns their versions.</summary>
    internal static async Task<string[]> AddPromptsAsync(this TestService service, string signal, int count)
    {
        string[] texts =
        [
            "First name the strongest of {indicators}, then say in one sentence what it means for the signal {signal} on {ticker} at "
                + "{confidence}.",
            "Compare each of {indicators} with what is usual; close with whether {ticker} deserves {signal} and how far {confidence} goes.",
            "Write as a newspaper would about {ticker}: headline {signal}, then two lines of evidence from {indicators}, last the "
                + "certainty {confidence}.",
        ];
        var versions = new List<string>();
        foreach (var text in texts.Take(count))
            versions.Add((await service.PostAsync<PromptRecord>($"/api/admin/prompts/{signal}", new { text })).PromptVersion);
        return [.. versions];
    }

    internal static ICycleGrain Cycle(this TestService service, string name) =>
        service.Services.GetRequiredService<IGrainFactory>().GetGrain<ICycleGrain>(name);
}
