using System.Net;
using System.Net.Http.Json;
using LearningActors.FineTuning;
using LearningActors.Tests.Experiments;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TuningJob = LearningActors.Client.TuningJob;
using TuningStatus = LearningActors.Client.TuningStatus;

namespace LearningActors.Tests.FineTuning;

/// <summary>A desk whose best explanations train a model, over HTTP.</summary>
internal static class TuningDriver
{
    internal const string Root = "/api/admin/fine-tuning";

    internal static void Configure(WebApplicationBuilder builder, TuningServer provider, int threshold = 40)
    {
        // As docs/fine-tuning.md has it.
        foreach (var (name, value) in Listing.Of("docs/fine-tuning.md", "Models__").Settings())
            builder.Configuration[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        builder.Configuration["Models:fine-tuned:BaseAddress"] = provider.BaseAddress;
        builder.Configuration["FineTuning:Threshold"] = $"{threshold}";
    }

    /// <summary>Explanations that sessions gave five stars; then their votes settle.</summary>
    internal static async Task<Guid[]> PraiseAsync(this TestService service, int count, int from = 0)
    {
        string[] signals = ["BUY", "SELL", "HOLD"];
        var rows = Enumerable.Range(from, count).Select(i => (Id: Guid.CreateVersion7(), i)).ToArray();
        var logged = await service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            rows.Select(row => new
            {
                explanation_id = row.Id,
                ticker = $"T{row.i % 12}",
                signal = signals[row.i % 3],
                confidence = 0.8,
                indicators = new { note = SettledPraise.Word(row.i) },
                explanation = SettledPraise.Text(row.i),
                factors = new[] { new { name = "note", impact = "neutral" } },
                sentiment = "neutral",
                prompt_version = "v1.0",
                model_used = "openai",
            })
        );
        Assert.Equal(HttpStatusCode.OK, logged.StatusCode);
        var rated = await service.Engine.PostAsJsonAsync(
            "/api/feedback",
            rows.Select(row => new
            {
                explanation_id = row.Id,
                helpful = true,
                rating = 5,
                comment = "Mail me at trader@example.com",
                session = $"praise-{row.i}",
            })
        );
        Assert.Equal(HttpStatusCode.OK, rated.StatusCode);
        service.Clock.Advance(TimeSpan.FromDays(7));
        return [.. rows.Select(row => row.Id)];
    }

    internal static Task<TuningStatus> TuningStatusAsync(this TestService service) => service.GetAsync<TuningStatus>($"{Root}/status");

    /// <summary>Starts a job, and lets it do what it can.</summary>
    internal static async Task<TuningJob> StartTuningAsync(this TestService service) =>
        await service.AdvanceAsync((await service.PostAsync<TuningJob>($"{Root}/jobs", new { })).Id);

    /// <summary>A minute goes by, and the job's reminder comes.</summary>
    internal static async Task<TuningJob> AdvanceAsync(this TestService service, string id)
    {
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.Grains().GetGrain<ITuningJobGrain>(id).Advance();
        return await service.GetAsync<TuningJob>($"{Root}/jobs/{id}");
    }

    internal static IGrainFactory Grains(this TestService service) => service.Services.GetRequiredService<IGrainFactory>();
}
