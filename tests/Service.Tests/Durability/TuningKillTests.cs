using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Hosting;
using LearningActors.Tests.FineTuning;

namespace LearningActors.Tests.Durability;

/// <summary>A job whose process is killed while the provider is at work for it: nothing is uploaded or trained twice.</summary>
public sealed class TuningKillTests : IAsyncLifetime
{
    private const string RemindEachSecond = "UPDATE grain_reminder SET start_time = now(), period = 1000 WHERE grain_id LIKE 'tuningjob/%'";

    private readonly ServiceHome _home = new();
    private TuningServer _provider = null!;
    private LockableDatabase _database = null!;

    public async Task InitializeAsync() => _provider = await TuningServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        await _home.RemoveAsync();
    }

    /// <summary>What was done last.</summary>
    public enum Death
    {
        TheJobHasARowAndNoState,
        TheFirstFileIsStored,
        TheJobIsCreated,
    }

    [Theory]
    [InlineData(Death.TheJobHasARowAndNoState)]
    [InlineData(Death.TheFirstFileIsStored)]
    [InlineData(Death.TheJobIsCreated)]
    public async Task NothingIsUploadedOrTrainedTwice(Death death)
    {
        string id;
        using (var service = await StartServiceAsync())
        {
            using var admin = Admin();
            await SettledPraise.LogAsync(service.Client);
            var status = (await admin.GetFromJsonAsync<TuningStatus>($"{TuningDriver.Root}/status", ClientJson.Options))!;
            Assert.Null(status.Obstacle);
            id = $"job-{status.Draft.Hash[..8]}-1";
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Func<Task> hold = () =>
            {
                reached.TrySetResult();
                return dead.Task;
            };
            if (death == Death.TheFirstFileIsStored)
                _provider.AfterUpload = hold;
            else if (death == Death.TheJobIsCreated)
                _provider.AfterCreate = hold;
            await using var row =
                death == Death.TheJobHasARowAndNoState
                    ? await _database.HoldAsync(
                        "INSERT INTO grain_state (service_id, state_name, grain_key, version) "
                            + $"VALUES ('learning-actors', 'tuningJob', '{id}', 1)"
                    )
                    : null;
            var starting = admin.PostAsJsonAsync($"{TuningDriver.Root}/jobs", new { });
            if (row is null)
                await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
            else
                await _database.UntilHeldAsync();
            await service.KillAsync();
            await _database.EndWaitingAsync();
            dead.SetResult();
            (_provider.AfterUpload, _provider.AfterCreate) = (() => Task.CompletedTask, () => Task.CompletedTask);
            if (death == Death.TheJobHasARowAndNoState)
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => starting);
        }

        Assert.True(await _database.ExecuteAsync(RemindEachSecond) > 0);
        using (var service = await StartServiceAsync())
        {
            using var admin = Admin();
            await Eventually.TrueAsync(
                async () =>
                    (await admin.GetFromJsonAsync<TuningJob>($"{TuningDriver.Root}/jobs/{id}", ClientJson.Options))!.ProviderJob
                        is not null,
                "the reminder went on with the job"
            );
            Assert.Single(_provider.Jobs);
            Assert.Equal(_provider.Files.Count, _provider.Files.Select(file => (string)file["filename"]!).Distinct().Count());
            Assert.Equal(0, await service.StopAsync());
        }
    }

    private async Task<ServiceProcess> StartServiceAsync()
    {
        var service = await ServiceProcess.StartAsync(
            _home.Path,
            _home.Port,
            new()
            {
                ["LEARNING_ADMIN_KEY"] = "durability-test-admin",
                ["Models__fine-tuned__BaseAddress"] = _provider.BaseAddress,
                ["Models__fine-tuned__Model"] = "llama-2-7b-chat",
                ["FineTuning__Threshold"] = "20",
            }
        );
        _database ??= new LockableDatabase((await PrivatePostgres.StartAsync(_home.Path)).ConnectionString);
        return service;
    }

    private HttpClient Admin()
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_home.Port}"), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "durability-test-admin");
        return client;
    }
}
