using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Alerts;
using LearningActors.Cycles;
using LearningActors.Tests.Durability;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Tests.Hosting;

/// <summary>
/// What the service tells of its work. Other tests measure in the same process at the same time, hence the models' own names.
/// </summary>
public sealed class TelemetryTests
{
    private const string Ticker = "ZQTKR";
    private const string Duration = "gen_ai.client.operation.duration";

    [Fact]
    public async Task AModelsAnswerIsCountedWithItsTokensAndItsPrice()
    {
        using var measured = new Measurements();
        await using var model = await OpenAiServer.StartAsync();
        await using var service = await TestService.StartAsync(environment: With(model, "telemetry-good"));
        await ExplainAsync(service);
        await ExplainAsync(service);

        var call = Assert.Single(measured.Of(Duration, "gen_ai.request.model=telemetry-good"));
        Assert.Equal("s", call.Unit);
        Assert.InRange(call.Value, 0.0001, 60);
        Assert.Equal(["gen_ai.operation.name=chat", "gen_ai.provider.name=openai", "gen_ai.request.model=telemetry-good"], call.Tags);
        Assert.Equal(200, measured.Sum("learning.model.tokens", "gen_ai.request.model=telemetry-good", "gen_ai.token.type=input"));
        Assert.Equal(50, measured.Sum("learning.model.tokens", "gen_ai.request.model=telemetry-good", "gen_ai.token.type=output"));
        Assert.Equal(0.00006, measured.Sum("learning.model.cost", "gen_ai.request.model=telemetry-good"), 9);
        Assert.True(measured.Sum("learning.cache.hits", "cache=model_answers") >= 1);
        Assert.True(measured.Sum("learning.explanations", "signal=BUY", "source=service", "cached=False") >= 1);
        Assert.True(measured.Sum("learning.explanations", "signal=BUY", "source=service", "cached=True") >= 1);
    }

    [Fact]
    public async Task AFailureIsCountedByItsKind()
    {
        using var measured = new Measurements();
        await using var model = await OpenAiServer.StartAsync();
        model.Answer = (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
        await using var service = await TestService.StartAsync(environment: With(model, "telemetry-bad"));
        await ExplainAsync(service);
        Assert.Single(measured.Of(Duration, "gen_ai.request.model=telemetry-bad", "error.type=refused"));
        Assert.Empty(measured.Of("learning.model.tokens", "gen_ai.request.model=telemetry-bad"));
        Assert.True(measured.Sum("learning.explanation.fallbacks", "reason=refused") >= 1);
    }

    [Theory]
    [InlineData("timeout", "timeout")]
    [InlineData("refused:401", "refused")]
    [InlineData("invented_number:28.5", "invented_number")]
    [InlineData("timeout; champion v1.0: unavailable", "timeout")]
    [InlineData("AAPL is no reason", "other")]
    [InlineData("", "other")]
    public void AReasonIsCountedWithoutWhatItIsAbout(string reason, string kind) => Assert.Equal(kind, LearningMeter.KindOf(reason));

    [Fact]
    public async Task VotesAlertsCyclesInsightsAndReconciledDaysAreCounted()
    {
        using var measured = new Measurements();
        await using var service = await TestService.StartAsync();
        var explanation = (await service.LogAsync(1, Ticker)).Single();
        await service.RateAsync(
            explanation,
            new
            {
                helpful = true,
                session = "telemetry-session",
                comment = "telemetry-comment",
            }
        );
        await service.RateAsync(Guid.CreateVersion7(), new { helpful = true, session = "telemetry-session" });
        await service.GetAsync("/api/learning/relevant?symbol=telemetry-symbol");
        await service.ReconcileAsync("2021-01-04");
        var run = await service.RunCycleAsync(CycleNames.All[0]);
        await service
            .Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IAlertsGrain>(IAlertsGrain.Key)
            .Raise(new Alert("telemetry/1", AlertKind.Budget, "A subject", "A message."));

        Assert.True(measured.Sum("learning.votes", "outcome=committed") >= 1);
        Assert.True(measured.Sum("learning.votes", "outcome=not_found") >= 1);
        Assert.True(measured.Sum("learning.explanations", "signal=BUY", "source=engine", "cached=False") >= 1);
        Assert.True(measured.Sum("learning.insight.reads") >= 1);
        Assert.True(measured.Sum("learning.reconciled.days") >= 1);
        Assert.True(measured.Sum("learning.alerts", "kind=Budget") >= 1);
        Assert.NotEmpty(measured.Of("learning.cycle.duration", $"cycle={CycleNames.All[0]}", $"outcome={run.Outcome}"));
        Assert.Contains(measured.All, one => one.Instrument == "ledger.commit.duration");
        Assert.DoesNotContain(
            measured.All.SelectMany(one => one.Tags),
            tag => tag.Contains(Ticker) || tag.Contains("telemetry-s") || tag.Contains("telemetry-c")
        );
    }

    [Fact]
    public async Task ARequestsSpanIsTheParentOfTheSpansOfItsGrainCalls()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "Microsoft.Orleans.Application",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await TestService.StartAsync(environment: receiver.Environment);
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/explanations") { Content = JsonContent.Create(Signal()) };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        Assert.Equal(HttpStatusCode.OK, (await service.Engine.SendAsync(request)).StatusCode);

        await Eventually.TrueAsync(
            () => Task.FromResult(Ours().Any(span => span.Source.Name == "Microsoft.AspNetCore")),
            "the request's span has ended"
        );
        var http = Assert.Single(Ours(), span => span.Source.Name == "Microsoft.AspNetCore");
        var explain = Assert.Single(Calls("IExplainerGrain/Explain", ActivityKind.Client));
        var explained = Assert.Single(Calls("IExplainerGrain/Explain", ActivityKind.Server));
        var assign = Assert.Single(Calls("IPromptAssignmentGrain/AssignFromMemory", ActivityKind.Client));
        Assert.Equal((http.SpanId, explain.SpanId, explained.SpanId), (explain.ParentSpanId, explained.ParentSpanId, assign.ParentSpanId));

        IEnumerable<Activity> Ours() => spans.Where(span => span.TraceId == trace);
        IEnumerable<Activity> Calls(string name, ActivityKind kind) => Ours().Where(span => span.Kind == kind && span.DisplayName == name);
    }

    [Fact]
    public async Task ACollectorGetsLogsTracesAndMetricsWithoutTickersAndKeys()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (var service = await TestService.StartAsync(environment: receiver.Environment))
        {
            var explanation = (await service.LogAsync(1, Ticker)).Single();
            Assert.Equal(
                HttpStatusCode.OK,
                (await service.RateAsync(explanation, new { helpful = true, session = "telemetry-session" })).StatusCode
            );
            Assert.Equal(HttpStatusCode.OK, (await service.Engine.GetAsync($"/api/signals/{Ticker}/BUY")).StatusCode);
            await service.PostAsync($"/api/admin/cycles/{CycleNames.All[0]}/run", new { });
            await service.DisposeAsync();
            Assert.All(
                new[] { "/v1/logs", "/v1/traces", "/v1/metrics" },
                path =>
                {
                    Assert.NotEqual("", receiver.At(path));
                    Assert.All(
                        new[] { Ticker, "telemetry-session", service.Keys.Engine },
                        secret => Assert.DoesNotContain(secret, receiver.At(path))
                    );
                }
            );
        }

        Assert.Contains("was started by", receiver.At("/v1/logs"));
        Assert.Contains("ITickerSignalGrain", receiver.At("/v1/traces"));
        Assert.Contains("learning.votes", receiver.At("/v1/metrics"));
    }

    [Fact]
    public async Task TheLogIsJsonWhereThatIsAskedFor()
    {
        var home = new ServiceHome();
        using var service = await ServiceProcess.StartAsync(
            home.Path,
            home.Port,
            new Dictionary<string, string> { ["Logging__Console__FormatterName"] = "json" }
        );
        Assert.Equal(0, await service.StopAsync());
        var lines = service.Words.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.Contains(
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString()),
            message => message == "Schema step 0002_ledger.sql applied"
        );
        await home.RemoveAsync();
    }

    private static Dictionary<string, string> With(OpenAiServer model, string name) => new(model.Environment) { ["OPENAI_MODEL"] = name };

    private static object Signal() =>
        new
        {
            ticker = Ticker,
            signal = "BUY",
            confidence = 0.85,
            indicators = new { rsi = 28.5 },
        };

    private static async Task ExplainAsync(TestService service) =>
        Assert.Equal(HttpStatusCode.OK, (await service.Engine.PostAsJsonAsync("/api/explanations", Signal())).StatusCode);
}
