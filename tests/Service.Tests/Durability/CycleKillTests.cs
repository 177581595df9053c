using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Durability;

/// <summary>A cycle whose process is killed in the middle goes on where it stopped.</summary>
public sealed class CycleKillTests : IAsyncLifetime
{
    private readonly ServiceHome _home = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.RemoveAsync();

    [Fact]
    public async Task TheWeeklyCycleKilledWhileTheModelWritesStartsEachExperimentOnce()
    {
        await using var model = await PromptWriter.StartAsync();
        var write = model.Answer;
        var (asked, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var generations = 0;
        model.Answer = async (request, context) =>
        {
            // The second signal's variants are being written when the process dies.
            if (PromptWriter.WantsVariants(request) && Interlocked.Increment(ref generations) == 2)
            {
                asked.TrySetResult();
                await mayAnswer.Task;
            }

            await write(request, context);
        };
        var environment = new Dictionary<string, string>(model.Environment) { ["LEARNING_ADMIN_KEY"] = "durability-test-admin" };
        using (var service = await ServiceProcess.StartAsync(_home.Path, _home.Port, environment))
        {
            using var admin = Admin();
            var running = admin.PostAsync("/api/admin/cycles/weekly-prompts/run", null);
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await service.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => running);
            mayAnswer.SetResult();
        }

        using (var service = await ServiceProcess.StartAsync(_home.Path, _home.Port, environment))
        {
            using var admin = Admin();
            // An operator need not wait for the reminder, which may have been there first.
            var response = await admin.PostAsync("/api/admin/cycles/weekly-prompts/run", null);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var cycles = await GetAsync<Page<CycleStatus>>(admin, "/api/admin/cycles");
            var run = cycles.Items.Single(cycle => cycle.Name == "weekly-prompts").Recent[^1];
            Assert.Equal(("completed", 2), (run.Outcome, run.Attempts));
            var active = (await GetAsync<ExperimentsResponse>(admin, "/api/admin/llm-ab-tests")).Active;
            Assert.Equal(["BUY-1", "SELL-1", "HOLD-1"], active.Select(one => one.Experiment.Id));
            Assert.Equal(3, (await GetAsync<Page<PromptGeneration>>(admin, "/api/admin/prompts/generations")).Items.Count);
            Assert.Equal(10, (await GetAsync<PromptsResponse>(admin, "/api/admin/prompts")).Versions.Count);
            Assert.Equal(0, await service.StopAsync());
        }
    }

    private static async Task<T> GetAsync<T>(HttpClient client, string path) =>
        (await client.GetFromJsonAsync<T>(path, ClientJson.Options))!;

    private HttpClient Admin()
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_home.Port}"), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "durability-test-admin");
        return client;
    }
}
