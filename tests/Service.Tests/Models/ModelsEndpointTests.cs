using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.FineTuning;

namespace LearningActors.Tests.Models;

/// <summary>Operators see which models there are, what they cost, and what is left of the budgets.</summary>
public sealed class ModelsEndpointTests
{
    private const string Path = "/api/admin/models";

    [Fact]
    public async Task WithoutKeysTheModelsAreThereAndCannotBeAsked()
    {
        await using var service = await TestService.StartAsync();
        await service.ExplainAsync();
        var models = await service.GetAsync<ModelsResponse>(Path);
        Assert.Equal("2026-03", models.Month);
        Assert.Equal(["fine-tuned", "groq", "openai"], models.Items.Select(one => one.Name));
        Assert.Equal(["no_address", "no_key", "no_key"], models.Items.Select(one => one.Status));
        Assert.All(models.Items, one => Assert.Equal(("configured", false, 0L, 0m), (one.Origin, one.IsPreferred, one.Calls, one.CostUsd)));
        var openai = models.Items[2];
        Assert.Equal(
            ("gpt-4o-mini", 0.15m, 0.60m, "configuration", null),
            (openai.ProviderModel, openai.InputUsdPerMillionTokens, openai.OutputUsdPerMillionTokens, openai.PricesFrom, openai.PricesSince)
        );
    }

    [Fact]
    public async Task CallsAndCostsOfTheMonthAreCountedForWhatTheyWereAndTheBudgetShrinks()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using var model = await PromptWriter.StartAsync();
        await using (var service = await TestService.StartAsync(environment: model.Environment, connectionString: database))
        {
            await service.ExplainAsync("AAPL");
            await service.ExplainAsync("AAPL");
            await service.ExplainAsync("MSFT");
            await service.PostAsync<PromptGeneration>("/api/admin/prompts/BUY/generate", new { });
            var models = await service.GetAsync<ModelsResponse>(Path);
            var openai = models.Items.Single(one => one.Name == "openai");
            Assert.Equal(("ready", true), (openai.Status, openai.IsPreferred));
            // The second explanation of AAPL is the first one's answer again. A call is 200 tokens at 0.15 and 50 at 0.60 USD a million.
            Assert.Equal(
                (3, 0, 600, 150, 0.00018m),
                (openai.Calls, openai.Failed, openai.PromptTokens, openai.CompletionTokens, openai.CostUsd)
            );
            Assert.Equal(
                [("explanation", 2, 0.00012m), ("prompt_generation", 1, 0.00006m)],
                openai.Uses.Select(use => (use.Purpose, use.Calls, use.CostUsd))
            );
            Assert.Equal((1m, 0.00006m, 0m, 0.99994m), Amounts(models, "prompt_generation"));
        }

        // Another process on the same database adds to that, and a model that fails is counted, too.
        model.Answer = (_, context) =>
        {
            context.Response.StatusCode = 400;
            return Task.CompletedTask;
        };
        await using var next = await TestService.StartAsync(environment: model.Environment, connectionString: database);
        await next.ExplainAsync("TSLA");
        var later = (await next.GetAsync<ModelsResponse>(Path)).Items.Single(one => one.Name == "openai");
        Assert.Equal((4, 1, 0.00018m), (later.Calls, later.Failed, later.CostUsd));

        // Another month has spent nothing yet.
        next.Clock.Advance(TimeSpan.FromDays(31));
        var april = await next.GetAsync<ModelsResponse>(Path);
        Assert.Equal(("2026-04", 0), (april.Month, april.Items.Sum(one => one.Calls)));
        Assert.Equal((1m, 0m, 0m, 1m), Amounts(april, "prompt_generation"));
    }

    [Fact]
    public async Task AModelOfAnotherConfigurationIsShownAsLongAsItHasCostsInTheMonth()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using var model = await OpenAiServer.StartAsync();
        await using (
            var service = await TestService.StartAsync(
                builder =>
                {
                    builder.Configuration["Models:house:BaseAddress"] = model.BaseAddress;
                    builder.Configuration["Models:house:Model"] = "llama";
                    builder.Configuration["Models:house:NeedsKey"] = "false";
                    builder.Configuration["Models:house:OutputUsdPerMillionTokens"] = "2";
                    builder.Configuration["PreferredModel"] = "house";
                },
                connectionString: database
            )
        )
            await service.ExplainAsync();
        await using var next = await TestService.StartAsync(connectionString: database);
        var house = (await next.GetAsync<ModelsResponse>(Path)).Items.Single(one => one.Name == "house");
        Assert.Equal(("former", "unknown", null, 1), (house.Origin, house.Status, house.ProviderModel, house.Calls));
        Assert.Null(house.PricesFrom);
        Assert.True(house.CostUsd > 0);
    }

    [Fact]
    public async Task ATunedModelIsThereWithThePricesOfItsRegistrationAndTrainingHasABudget()
    {
        await using var desk = await TunedDesk.StartAsync();
        var tuned = await desk.TrainAsync();
        var models = await desk.Service.GetAsync<ModelsResponse>(Path);
        var registered = models.Items.Single(one => one.Name == tuned.Name);
        Assert.Equal(
            ("registered", "ready", "ft:desk", "registration"),
            (registered.Origin, registered.Status, registered.ProviderModel, registered.PricesFrom)
        );
        Assert.Equal(DateOnly.FromDateTime(tuned.RegisteredAt.UtcDateTime), registered.PricesSince);
        Assert.Equal(tuned.Smoke!.Asked, registered.Uses.Single(use => use.Purpose == "model_test").Calls);
        var job = Assert.Single(await desk.Service.ItemsAsync<TuningJob>($"{TuningDriver.Root}/jobs"));
        var (budget, spent, open, left) = Amounts(models, "fine_tuning");
        Assert.Equal((25m, job.CostUsd!.Value, 0m, 25m - job.CostUsd.Value), (budget, spent, open, left));
    }

    private static (decimal Budget, decimal Spent, decimal Open, decimal Left) Amounts(ModelsResponse models, string purpose)
    {
        var budget = models.Budgets.Single(one => one.Purpose == purpose);
        return (budget.BudgetUsd, budget.SpentUsd, budget.OpenUsd, budget.LeftUsd);
    }
}
