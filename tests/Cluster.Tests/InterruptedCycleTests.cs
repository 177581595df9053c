using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests;

/// <summary>A cycle whose silo dies in the middle of it.</summary>
public sealed class InterruptedCycleTests
{
    [ClusterFact]
    public async Task AnotherSiloFinishesItAndWhatWasDoneIsDoneOnce()
    {
        await using var model = await PromptWriter.StartAsync();
        var write = model.Answer;
        var (asked, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var generations = 0;
        model.Answer = async (request, context) =>
        {
            // The second signal's variants are being written when the silo dies.
            if (PromptWriter.WantsVariants(request) && Interlocked.Increment(ref generations) == 2)
            {
                asked.TrySetResult();
                await mayAnswer.Task;
            }

            await write(request, context);
        };
        await using var cluster = await SiloCluster.StartAsync(3, environment: model.Environment);
        var running = cluster.Silos[0].Admin.PostAsync("/api/admin/cycles/weekly-prompts/run", null);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var dead = await WhereItRunsAsync(cluster);
        await dead.KillAsync();
        mayAnswer.SetResult();
        var others = cluster.Silos.Except([dead]).ToArray();
        IReadOnlyList<CycleRun> recent = [];
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await others[0].Admin.GetAsync("/api/admin/cycles");
                if (!response.IsSuccessStatusCode)
                    return false;
                var cycles = (await response.Content.ReadFromJsonAsync<Page<CycleStatus>>(ClientJson.Options))!;
                recent = cycles.Items.Single(one => one.Name == "weekly-prompts").Recent;
                return recent.Count > 0;
            },
            "another silo has finished the occurrence, woken by the reminder",
            TimeSpan.FromMinutes(3)
        );
        Assert.Equal(("completed", 2), (recent[^1].Outcome, recent[^1].Attempts));
        var active = (await others[1].GetAsync<ExperimentsResponse>("/api/admin/llm-ab-tests")).Active;
        Assert.Equal(["BUY-1", "SELL-1", "HOLD-1"], active.Select(one => one.Experiment.Id));
        Assert.Equal(3, await cluster.ScalarAsync<long>("SELECT count(*) FROM prompt_generations"));
        Assert.Equal(10, await cluster.ScalarAsync<long>("SELECT count(*) FROM prompt_versions"));
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The silo whose grain runs the cycle: the one that holds its activation.</summary>
    private static async Task<ClusterSilo> WhereItRunsAsync(SiloCluster cluster)
    {
        var grain = await cluster.Silos[0].GetAsync<GrainResponse>("/api/admin/grains/cycle/weekly-prompts");
        var address = grain.Activations[0].Silo;
        return cluster.Silos.Single(silo => address.Contains($":{silo.SiloPort}", StringComparison.Ordinal));
    }
}
