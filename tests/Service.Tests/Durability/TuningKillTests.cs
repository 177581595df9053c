using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.FineTuning;
using Npgsql;

namespace LearningActors.Tests.Durability;

/// <summary>
/// A job whose process is killed at a step: it goes on, and nothing is uploaded, trained or registered twice.
/// </summary>
public sealed class TuningKillTests : IAsyncLifetime
{
    private TuningHome _home = null!;

    public async Task InitializeAsync() => _home = await TuningHome.CreateAsync();

    public async Task DisposeAsync() => await _home.DisposeAsync();

    /// <summary>What was done last, as the provider sees it; the service does not know of it.</summary>
    public enum Death
    {
        TheFirstFileIsStored,
        TheSecondFileIsStored,
        TheJobIsCreated,
    }

    [Theory]
    [InlineData(Death.TheFirstFileIsStored)]
    [InlineData(Death.TheSecondFileIsStored)]
    [InlineData(Death.TheJobIsCreated)]
    public async Task NothingIsUploadedOrTrainedTwice(Death death)
    {
        var (reached, dead) = (new TaskCompletionSource(), new TaskCompletionSource());
        Task HoldAsync()
        {
            reached.TrySetResult();
            return dead.Task;
        }

        var file = death == Death.TheFirstFileIsStored ? 1 : 2;
        if (death == Death.TheJobIsCreated)
            _home.Provider.AfterCreate = HoldAsync;
        else
            _home.Provider.AfterUpload = () => _home.Provider.Files.Count == file ? HoldAsync() : Task.CompletedTask;
        string id;
        using (var service = await _home.StartServiceAsync())
        {
            using var admin = _home.Admin();
            id = await PrepareAsync(service, admin);
            var starting = admin.PostAsJsonAsync($"{TuningDriver.Root}/jobs", new { });
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await service.KillAsync();
            dead.SetResult();
            await EndedAsync(starting);
        }

        (_home.Provider.AfterUpload, _home.Provider.AfterCreate) = (() => Task.CompletedTask, () => Task.CompletedTask);
        await GoesOnAsync(id, job => job.ProviderJob is not null);
    }

    /// <summary>Which write does not come about.</summary>
    public enum Unwritten
    {
        TheStateOfTheJob,
        TheRegistration,
        TheModelsState,
        TheJobsKnowledgeOfItsModel,
    }

    [Theory]
    [InlineData(Unwritten.TheStateOfTheJob)]
    [InlineData(Unwritten.TheRegistration)]
    [InlineData(Unwritten.TheModelsState)]
    [InlineData(Unwritten.TheJobsKnowledgeOfItsModel)]
    public async Task AModelIsRegisteredOnce(Unwritten write)
    {
        _home.Provider.AfterCreate = () =>
        {
            _home.Provider.Set(_home.Provider.JobId, "succeeded", trainedTokens: 5_000, model: "ft:desk");
            return Task.CompletedTask;
        };
        string id;
        using (var service = await _home.StartServiceAsync())
        {
            using var admin = _home.Admin();
            id = await PrepareAsync(service, admin);
            var held = await HoldAsync(write);
            var starting = admin.PostAsJsonAsync($"{TuningDriver.Root}/jobs", new { });
            await _home.KillHeldAsync(service, held);
            await EndedAsync(starting);
        }

        await GoesOnAsync(
            id,
            job => job.Model is not null,
            async () =>
            {
                Assert.Equal(1, await _home.Database.ScalarAsync<long>("SELECT count(*) FROM registered_models"));
                Assert.Equal(1, await _home.Database.ScalarAsync<long>("SELECT count(*) FROM tuned_models"));
            }
        );
    }

    private Task<NpgsqlConnection> HoldAsync(Unwritten write) =>
        write switch
        {
            Unwritten.TheStateOfTheJob => _home.HoldAsync("grain_state", "NEW.state_name = 'tuningJob'"),
            Unwritten.TheRegistration => _home.HoldAsync("registered_models", "true"),
            Unwritten.TheModelsState => _home.HoldAsync("grain_state", "NEW.state_name = 'tunedModel'"),
            Unwritten.TheJobsKnowledgeOfItsModel => _home.HoldAsync(
                "grain_state",
                "NEW.state_name = 'tuningJob' AND NEW.state->'job'->>'model' IS NOT NULL"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(write)),
        };

    /// <summary>Enough examples for a job.</summary>
    /// <returns>The id of the job that they make.</returns>
    private static async Task<string> PrepareAsync(ServiceProcess service, HttpClient admin)
    {
        await SettledPraise.LogAsync(service.Client);
        var status = (await admin.GetFromJsonAsync<TuningStatus>($"{TuningDriver.Root}/status", ClientJson.Options))!;
        Assert.Null(status.Obstacle);
        return $"job-{status.Draft.Hash[..8]}-1";
    }

    /// <summary>However the request ended, of which the service died.</summary>
    private static async Task EndedAsync(Task request) =>
        await request.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>The next service does what was left, and what it finds done only once.</summary>
    private async Task GoesOnAsync(string id, Func<TuningJob, bool> holds, Func<Task>? check = null)
    {
        await _home.RemindEachSecondAsync("tuningjob");
        using var service = await _home.StartServiceAsync();
        using var admin = _home.Admin();
        await Eventually.TrueAsync(
            async () => holds((await admin.GetFromJsonAsync<TuningJob>($"{TuningDriver.Root}/jobs/{id}", ClientJson.Options))!),
            "the reminder went on with the job"
        );
        Assert.Single(_home.Provider.Jobs);
        Assert.Equal(2, _home.Provider.Files.Count);
        if (check is not null)
            await check();
        Assert.Equal(0, await service.StopAsync());
    }
}
