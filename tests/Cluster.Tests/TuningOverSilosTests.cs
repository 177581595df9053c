using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.FineTuning;

namespace LearningActors.Tests;

/// <summary>A job whose silo dies while the provider creates it.</summary>
public sealed class TuningOverSilosTests
{
    private const string Root = "/api/admin/fine-tuning";

    [ClusterFact]
    public async Task AnotherSiloEndsTheJobAndNothingIsUploadedOrTrainedTwice()
    {
        await using var provider = await TuningServer.StartAsync();
        var (created, dead) = (new TaskCompletionSource(), new TaskCompletionSource());
        provider.AfterCreate = () =>
        {
            created.TrySetResult();
            return dead.Task;
        };
        await using var cluster = await SiloCluster.StartAsync(
            3,
            environment: new()
            {
                ["Models__fine-tuned__BaseAddress"] = provider.BaseAddress,
                ["Models__fine-tuned__Model"] = "llama-2-7b-chat",
                ["FineTuning__Threshold"] = "20",
            }
        );
        await SettledPraise.LogAsync(cluster.Silos[0].Admin);
        using var started = await cluster.Silos[0].Admin.PostAsJsonAsync($"{Root}/jobs", new { });
        var id = (await started.Content.ReadFromJsonAsync<TuningJob>(ClientJson.Options))!.Id;
        await created.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var grain = await cluster.Silos[0].GetAsync<GrainResponse>($"/api/admin/grains/tuningjob/{id}");
        var address = grain.Activations[0].Silo;
        var killed = cluster.Silos.Single(silo => address.Contains($":{silo.SiloPort}", StringComparison.Ordinal));
        await killed.KillAsync();
        dead.SetResult();
        provider.AfterCreate = () => Task.CompletedTask;
        provider.Set(provider.JobId, "succeeded", trainedTokens: 5_000, model: "ft:desk");
        var other = cluster.Silos.First(silo => silo != killed);
        TuningJob? job = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await other.Admin.GetAsync($"{Root}/jobs/{id}");
                if (response.IsSuccessStatusCode)
                    job = await response.Content.ReadFromJsonAsync<TuningJob>(ClientJson.Options);
                return job?.Model is not null;
            },
            "another silo has ended the job, woken by the reminder",
            TimeSpan.FromMinutes(4)
        );
        Assert.Equal(("succeeded", provider.JobId), (job!.Status, job.ProviderJob));
        Assert.Equal(provider.Files.Count, provider.Files.Select(file => (string)file["filename"]!).Distinct().Count());
        Assert.Equal(1, await cluster.ScalarAsync<long>("SELECT count(*) FROM fine_tuning_jobs"));
        Assert.Equal(1, await cluster.ScalarAsync<long>("SELECT count(*) FROM registered_models"));
    }
}
