using System.Net;
using System.Net.Http.Json;
using LearningActors.Cycles;
using LearningActors.Experiments;
using LearningActors.FineTuning;
using LearningActors.Tests.Experiments;
using ModelComparison = LearningActors.Client.ModelComparison;
using TunedModel = LearningActors.Client.TunedModel;
using TunedModelReport = LearningActors.Client.TunedModelReport;

namespace LearningActors.Tests.FineTuning;

/// <summary>
/// A simulated desk with a tuned model whose true quality only the test knows: readers like so many of its explanations, and so many of
/// the API model's.
/// </summary>
internal sealed class TunedDesk : IAsyncDisposable
{
    internal const double ApiQuality = 0.60;
    private readonly OpenAiServer _api;
    private readonly Random _readers = new(1);

    private TunedDesk(TuningServer provider, OpenAiServer api, TestService service) => (Provider, _api, Service) = (provider, api, service);

    internal TuningServer Provider { get; }

    internal TestService Service { get; }

    /// <summary>A desk with enough praised explanations to train on, and two weeks of ratings of the API model.</summary>
    internal static async Task<TunedDesk> StartAsync()
    {
        var provider = await TuningServer.StartAsync();
        var api = await OpenAiServer.StartAsync();
        var service = await TestService.StartAsync(builder => TuningDriver.Configure(builder, provider), api.Environment);
        var desk = new TunedDesk(provider, api, service);
        await service.PraiseAsync(300);
        for (var day = 0; day < 14; day++)
        {
            await desk.RateAsync("v1.0", ApiQuality);
            service.Clock.Advance(TimeSpan.FromDays(1));
        }

        return desk;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _api.DisposeAsync();
        await Provider.DisposeAsync();
    }

    internal static ModelComparison Of(TunedModel model) => model.Comparisons.Single(one => one.Signal == "BUY");

    /// <summary>A model from a job that succeeds, after its test.</summary>
    internal async Task<TunedModel> TrainAsync()
    {
        var job = await Service.StartTuningAsync();
        Assert.Equal("queued", job.Status);
        Provider.Set(Provider.JobId, "succeeded", trainedTokens: 50_000, model: "ft:desk");
        job = await Service.AdvanceAsync(job.Id);
        return await AdvanceAsync(job.Model!);
    }

    internal async Task<TunedModel> AdvanceAsync(string name)
    {
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await Service.Grains().GetGrain<ITunedModelGrain>(name).Advance();
        return (await Service.GetAsync<TunedModelReport>($"{TuningDriver.Root}/models/{name}")).Model;
    }

    /// <summary>Weeks of the comparison for BUY, until it has ended.</summary>
    internal async Task<TunedModel> CompareAsync(TunedModel model, double quality)
    {
        Service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 90 && Of(model).Status == "comparing"; day++)
        {
            model = await DayAsync(model, quality);
            if (day % 7 == 6)
                await Service.Grains().GetGrain<IExperimentGrain>("BUY-1").Decide($"week-{day}");
        }

        return model;
    }

    /// <summary>A day on which both models explain and are rated as they deserve; then the night's look.</summary>
    internal async Task<TunedModel> DayAsync(TunedModel model, double quality)
    {
        await RateAsync("v1.0", ApiQuality);
        await RateAsync(Of(model).PromptVersion!, quality);
        Service.Clock.Advance(TimeSpan.FromDays(1));
        await Service.RunCycleAsync(CycleNames.NightlyExperiments);
        return await AdvanceAsync(model.Name);
    }

    private async Task RateAsync(string version, double quality)
    {
        const int Explanations = 60;
        var ids = Enumerable.Range(0, Explanations).Select(_ => Guid.CreateVersion7()).ToArray();
        var logged = await Service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            ids.Select(id => new
            {
                explanation_id = id,
                ticker = "AAPL",
                signal = "BUY",
                confidence = 0.8,
                explanation = "What stands in the data speaks for it.",
                prompt_version = version,
                cost_usd = 0.001m,
                latency_ms = 200,
            })
        );
        Assert.Equal(HttpStatusCode.OK, logged.StatusCode);
        var rated = await Service.Engine.PostAsJsonAsync(
            "/api/feedback",
            ids.Select(id => new
            {
                explanation_id = id,
                helpful = _readers.NextDouble() < quality,
                session = $"{id}",
            })
        );
        Assert.Equal(HttpStatusCode.OK, rated.StatusCode);
    }
}
