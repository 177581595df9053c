using System.Net;
using LearningActors.Tests.Experiments;
using TunedModel = LearningActors.Client.TunedModel;
using TuningDataset = LearningActors.Client.TuningDataset;
using TuningJob = LearningActors.Client.TuningJob;

namespace LearningActors.Tests.FineTuning;

/// <summary>Jobs at a provider over HTTP, which makes them wait, breaks connections, forgets and refuses.</summary>
public sealed class TuningJobTests : IAsyncLifetime
{
    private TuningServer _provider = null!;
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _provider = await TuningServer.StartAsync();
        _service = await TestService.StartAsync(builder => TuningDriver.Configure(builder, _provider));
        await _service.PraiseAsync(60);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task AJobUploadsWaitsTrainsAndRegistersItsModel()
    {
        var status = await _service.TuningStatusAsync();
        Assert.Null(status.Obstacle);
        Assert.Equal(60, status.Draft.Examples);
        var job = await _service.StartTuningAsync();
        Assert.Equal(("queued", status.Draft.Hash), (job.Status, job.Dataset));
        foreach (var file in _provider.Files)
            Assert.Equal("fine-tune", (string?)file["purpose"]);
        var train = await _service.Read.GetStringAsync($"{TuningDriver.Root}/dataset?split=train&dataset={job.Dataset}");
        Assert.Equal(train, _provider.ContentOf(job.TrainingFile!));
        Assert.DoesNotContain("trader@example.com", train);
        var request = Assert.Single(_provider.Jobs);
        Assert.Equal(("llama-2-7b-chat", job.Id), ((string?)request["model"], (string?)request["metadata"]!["learningactors_job"]));
        Assert.Equal(3, (int)request["method"]!["supervised"]!["hyperparameters"]!["n_epochs"]!);

        // It waits for long; nothing is sent twice.
        for (var i = 0; i < 30; i++)
            Assert.Equal("queued", (await _service.AdvanceAsync(job.Id)).Status);
        Assert.Single(_provider.Jobs);

        var id = _provider.JobId;
        _provider.Set(id, "running");
        _provider.Say(id, "e1", 1, "Step 1/2", step: 1, trainLoss: 2.5);
        _provider.Say(id, "e1", 1, "Step 1/2", step: 1, trainLoss: 2.5);
        Assert.Equal("running", (await _service.AdvanceAsync(job.Id)).Status);
        _provider.Say(id, "e2", 2, "Step 2/2", step: 2, trainLoss: 1.5);
        _provider.Set(id, "succeeded", trainedTokens: 1_000_000, model: "ft:llama-2-7b-chat:desk");
        job = await _service.AdvanceAsync(job.Id);
        Assert.Equal(("succeeded", "ft:llama-2-7b-chat:desk", 0.50m), (job.Status, job.ProviderModel, job.CostUsd));
        Assert.Equal(["e1", "e2"], job.Events.Select(one => one.Id));
        Assert.Equal([2.5, 1.5], job.Losses.Select(point => point.Train!.Value));
        var model = Assert.Single(await _service.ItemsAsync<TunedModel>($"{TuningDriver.Root}/models"));
        Assert.Equal(
            (job.Model, "llama-2-7b-chat", job.Dataset, job.Id, 0.2m),
            (model.Name, model.Parent, model.Dataset, model.Job, model.InputUsdPerMillionTokens)
        );
        Assert.Equal(1, Assert.Single(await _service.ItemsAsync<TuningDataset>($"{TuningDriver.Root}/datasets")).Number);
        Assert.Contains($"fine-tuning/{job.Id}", (await _service.AlertsAsync()).Select(alert => alert.Id));
        Assert.Contains("on the same examples", await RefusedAsync("job"));
    }

    [Fact]
    public async Task AConnectionThatBreaksAfterEachStepLeadsToNoSecondFileAndNoSecondJob()
    {
        (_provider.BreaksAfterUpload, _provider.BreaksAfterCreate) = (true, true);
        var job = await _service.StartTuningAsync();
        for (var i = 0; i < 5 && job.Status != "queued"; i++)
            job = await _service.AdvanceAsync(job.Id);
        Assert.Equal("queued", job.Status);
        Assert.Equal(2, _provider.Files.Count);
        Assert.Single(_provider.Jobs);
    }

    [Fact]
    public async Task AJobThatFailsSaysWhyAndTheNextAttemptUsesTheSameFiles()
    {
        var job = await _service.StartTuningAsync();
        Assert.Contains("is under way", await RefusedAsync("job"));
        _provider.Set(_provider.JobId, "failed", error: "The loss diverged.");
        job = await _service.AdvanceAsync(job.Id);
        Assert.Equal(("failed", "The loss diverged.", 0m), (job.Status, job.Error, job.CostUsd));
        Assert.Equal("fine_tuning_failed", (await _service.AlertsAsync())[0].Kind);
        var next = await _service.StartTuningAsync();
        Assert.EndsWith("-2", next.Id);
        Assert.Equal("queued", next.Status);
        Assert.Equal((2, 2), (_provider.Files.Count, _provider.Jobs.Count));
    }

    [Fact]
    public async Task ABaseModelThatIsNotThereAtFirstIsAskedForAgain()
    {
        var refusals = 0;
        _provider.OnCreate = (_, context) => refusals++ < 3 ? TuningServer.RefuseModelAsync(context) : Task.FromResult(false);
        var job = await _service.StartTuningAsync();
        Assert.Equal("creating", job.Status);
        Assert.Contains("not there yet", job.Error);
        for (var i = 0; i < 3; i++)
            job = await _service.AdvanceAsync(job.Id);
        Assert.Equal("queued", job.Status);
        Assert.Single(_provider.Jobs);
    }

    [Fact]
    public async Task ABaseModelThatNeverComesFailsTheJob()
    {
        _provider.OnCreate = (_, context) => TuningServer.RefuseModelAsync(context);
        var job = await _service.StartTuningAsync();
        _service.Clock.Advance(TimeSpan.FromHours(2));
        job = await _service.AdvanceAsync(job.Id);
        Assert.Equal("failed", job.Status);
        Assert.Empty(_provider.Jobs);
    }

    [Fact]
    public async Task AFileThatHasExpiredIsUploadedAgain()
    {
        var expired = false;
        _provider.OnCreate = (request, _) =>
        {
            if (!expired)
                _provider.Expire((string)request["training_file"]!);
            expired = true;
            return Task.FromResult(false);
        };
        var job = await _service.StartTuningAsync();
        Assert.Equal("queued", job.Status);
        Assert.NotEqual("file-1", job.TrainingFile);
        Assert.Single(_provider.Jobs);
    }

    [Fact]
    public async Task ACancelledJobEndsAtTheProviderToo()
    {
        var job = await _service.StartTuningAsync();
        _provider.Set(_provider.JobId, "running");
        await _service.AdvanceAsync(job.Id);
        await _service.PostAsync<TuningJob>($"{TuningDriver.Root}/jobs/{job.Id}/cancel", new { reason = "The wrong base model." });
        job = await _service.AdvanceAsync(job.Id);
        Assert.Equal(("cancelled", "The wrong base model."), (job.Status, job.CancelReason));
        Assert.Equal("cancelled", (string)_provider.Jobs[0]["status"]!);
        // It has run, and the provider does not say for how long: the most that it can have cost counts.
        Assert.Equal(job.EstimatedCostUsd, job.CostUsd);
        await _service.PostAsync($"{TuningDriver.Root}/jobs/{job.Id}/cancel", new { reason = "Again." }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task WhatTheBudgetDoesNotAllowIsNotStarted()
    {
        await using var service = await TestService.StartAsync(builder =>
        {
            TuningDriver.Configure(builder, _provider);
            builder.Configuration["FineTuning:MonthlyBudgetUsd"] = "0.001";
        });
        await service.PraiseAsync(60);
        Assert.Contains(
            "this month's 0.00",
            await service.RefusedAsync($"{TuningDriver.Root}/jobs", new { }, HttpStatusCode.Conflict, "budget")
        );
        Assert.Empty(_provider.Files);
    }

    [Fact]
    public async Task TheMonthlyCycleStartsAJobOnceAndOnlyWhereEnoughIsNew()
    {
        await using var service = await TestService.StartAsync(builder =>
        {
            TuningDriver.Configure(builder, _provider);
            builder.Configuration["FineTuning:MinNewExamples"] = "50";
        });
        await service.PraiseAsync(40);
        Assert.Contains("examples are new; 50 are needed", (await service.RunCycleAsync("monthly-fine-tuning")).Done[0]);
        await service.PraiseAsync(60, from: 40);
        Assert.Contains("was started", (await service.RunCycleAsync("monthly-fine-tuning")).Done[0]);
        var job = Assert.Single(await service.ItemsAsync<TuningJob>($"{TuningDriver.Root}/jobs"));
        Assert.StartsWith("monthly-fine-tuning/", job.StartedBy);
        await service.AdvanceAsync(job.Id);
        Assert.Contains("Not started", (await service.RunCycleAsync("monthly-fine-tuning")).Done[0]);
        Assert.Single(_provider.Jobs);
    }

    private Task<string> RefusedAsync(string field) =>
        _service.RefusedAsync($"{TuningDriver.Root}/jobs", new { }, HttpStatusCode.Conflict, field);
}
