using LearningActors.Http;
using LearningActors.Operations;
using LearningActors.Prompts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.FineTuning;

internal static class FineTuningEndpoints
{
    private static readonly TextField s_dataset = new("dataset", "the hash of a stored dataset; that of now where it is not given", 64)
    {
        Min = 64,
        Example = new string('0', 64),
    };
    private static readonly ChoiceField<DatasetSplit> s_file = new("split", "which file") { IsRequired = true, Example = "train" };
    private static readonly ChoiceField<DatasetSplit> s_split = new("split", "only this split") { Example = "test" };
    private static readonly ChoiceField<SignalType> s_signal = new("signal", "only this signal") { Example = "BUY" };
    private static readonly TextField s_ticker = new("ticker", "only this symbol", 20) { Example = "AAPL" };
    private static readonly ChoiceField<TuningJobStatus> s_status = new("status", "only jobs that stand so") { Example = "running" };

    private static readonly ListFields<ExampleSort> s_examples = new(
        "ordinal",
        [("ordinal", ExampleSort.Ordinal, SortKind.Whole), ("tokens", ExampleSort.Tokens, SortKind.Whole)],
        [s_dataset, s_split, s_signal, s_ticker],
        limit: 50,
        maxLimit: 500
    )
    {
        Id = SortKind.Uuid,
    };
    private static readonly ListFields<DatasetSort> s_datasets = new("-number", [("number", DatasetSort.Number, SortKind.Whole)], []);
    private static readonly ListFields<TuningJobSort> s_jobs = new(
        "-started_at",
        [("started_at", TuningJobSort.StartedAt, SortKind.Time)],
        [s_status]
    );
    private static readonly ListFields<TunedModelSort> s_models = new(
        "-registered_at",
        [("registered_at", TunedModelSort.RegisteredAt, SortKind.Time)],
        []
    );

    private static readonly TextField s_baseModel = new("base_model", "the model that is trained further", 200);
    private static readonly IntField s_epochs = new("epochs", "how often each example is trained on", 1, 50);
    private static readonly IntField s_batchSize = new("batch_size", "examples of a step", 1, 256);
    private static readonly NumberField s_learningRate = new("learning_rate_multiplier", "a factor of the learning rate", 0.0001, 100);
    private static readonly TextField s_suffix = new("suffix", "stands in the name of the model: small letters, digits, hyphens", 20);

    internal static void MapFineTuning(this IEndpointRouteBuilder api)
    {
        var tuning = api.MapGroup("/api/admin/fine-tuning").WithTags("Fine-tuning");
        tuning
            .MapGet("/status", async (IGrainFactory grains) => TypedResults.Ok(await Grain(grains).GetStatus()))
            .RequireScope(Scope.Read)
            .WithName("getFineTuningStatus")
            .WithSummary("How far the dataset is, why rows are refused, what training would cost, and what stands against it.")
            .Produces<TuningStatus>();
        tuning
            .MapGet("/dataset", GetFile)
            .RequireScope(Scope.Read)
            .WithMetadata(TagsOwnAnswers.Instance)
            .WithName("getFineTuningDataset")
            .WithSummary("A file to train or to test on: chats as JSON Lines. The header Dataset-Hash names the dataset.")
            .Produces(200, contentType: DatasetFile.MediaType)
            .ProducesProblem(404)
            .WithQuery(s_file, s_dataset);
        tuning
            .MapGet("/examples", ListExamples)
            .RequireScope(Scope.Read)
            .WithName("listFineTuningExamples")
            .WithSummary("The examples of a dataset: of a stored one, or of what one would have now.")
            .Produces<Page<TuningExample>>()
            .ProducesProblem(404)
            .WithQuery(s_examples.Query);
        tuning
            .MapGet("/datasets", ListDatasets)
            .RequireScope(Scope.Read)
            .WithName("listFineTuningDatasets")
            .WithSummary("The datasets that models were trained on.")
            .Produces<Page<TuningDataset>>()
            .WithQuery(s_datasets.Query);
        tuning
            .MapGet("/jobs", ListJobs)
            .RequireScope(Scope.Read)
            .WithName("listFineTuningJobs")
            .WithSummary("The jobs, with what the provider said of them.")
            .Produces<Page<TuningJob>>()
            .WithQuery(s_jobs.Query);
        tuning
            .MapGet("/jobs/{id}", FindJob)
            .RequireScope(Scope.Read)
            .WithName("getFineTuningJob")
            .WithSummary("One job.")
            .Produces<TuningJob>()
            .ProducesProblem(404);
        tuning
            .MapPost("/jobs", Start)
            .RequireScope(Scope.Decide)
            .WithName("startFineTuning")
            .WithSummary("Stores the dataset of now and trains a model on it, within the month's budget. One job runs at a time.")
            .Produces<TuningJob>()
            .ProducesProblem(409)
            .WithBody(
                new BodySchema("FineTuning", s_baseModel, s_epochs, s_batchSize, s_learningRate, s_suffix),
                """{"base_model": "llama-2-7b-chat", "epochs": 3, "suffix": "desk"}"""
            );
        tuning
            .MapPost("/jobs/{id}/cancel", Cancel)
            .RequireScope(Scope.Decide)
            .WithName("cancelFineTuning")
            .WithSummary("Asks for the end of a job. What the provider did until then may be charged.")
            .Produces<TuningJob>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithBody(PromptEndpoints.Reason, """{"reason": "The dataset has too few SELL signals."}""");
        tuning
            .MapGet("/models", ListModels)
            .RequireScope(Scope.Read)
            .WithName("listTunedModels")
            .WithSummary("The models that jobs made, how they did on held-out examples, and how they stand for each signal.")
            .Produces<Page<TunedModel>>()
            .WithQuery(s_models.Query);
        tuning
            .MapGet("/models/{name}", FindModel)
            .RequireScope(Scope.Read)
            .WithName("getTunedModel")
            .WithSummary("One model with the figures of its comparisons: lift, cost for an explanation that pleases, latency.")
            .Produces<TunedModelReport>()
            .ProducesProblem(404);
    }

    private static IFineTuningGrain Grain(IGrainFactory grains) => grains.GetGrain<IFineTuningGrain>(IFineTuningGrain.Key);

    private static async Task<IResult> GetFile(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (split, dataset) = (query.Read(s_file), query.Read(s_dataset));
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var figures = dataset is null ? (await Grain(grains).GetStatus()).Draft : await Grain(grains).FindDataset(dataset);
        return figures is not null && await Grain(grains).ReadLines(figures.Hash, split!.Value, 0, DatasetFile.LinesAtOnce) is { } first
            ? new DatasetFile(Grain(grains), figures.Hash, split.Value, figures.Of(split.Value).Sha256, first)
            : Problems.NotFound(s_dataset.Name, dataset ?? "");
    }

    private static async Task<IResult> ListExamples(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new ExampleFilter(query.Read(s_dataset), query.Read(s_split), query.Read(s_signal), query.Read(s_ticker));
        var request = s_examples.Read(query);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        return await Grain(grains).ListExamples(filter, request) is { } part
            ? s_examples.Answer(query, part)
            : Problems.NotFound(s_dataset.Name, filter.Dataset ?? "");
    }

    private static async Task<IResult> ListDatasets(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var request = s_datasets.Read(query);
        return query.Errors.Any ? query.Errors.ToResult() : s_datasets.Answer(query, await Grain(grains).ListDatasets(request));
    }

    private static async Task<IResult> ListJobs(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (filter, request) = (new TuningJobFilter(query.Read(s_status)), s_jobs.Read(query));
        return query.Errors.Any ? query.Errors.ToResult() : s_jobs.Answer(query, await Grain(grains).ListJobs(filter, request));
    }

    private static async Task<IResult> ListModels(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var request = s_models.Read(query);
        return query.Errors.Any ? query.Errors.ToResult() : s_models.Answer(query, await Grain(grains).ListModels(request));
    }

    private static async Task<IResult> FindJob(string id, IGrainFactory grains) =>
        IsKey(id, "job-") && await grains.GetGrain<ITuningJobGrain>(id).Get() is { } job
            ? TypedResults.Ok(job)
            : Problems.NotFound("id", id);

    private static async Task<IResult> FindModel(string name, IGrainFactory grains) =>
        IsKey(name, "tuned-") && await grains.GetGrain<ITunedModelGrain>(name).Report() is { } report
            ? TypedResults.Ok(report)
            : Problems.NotFound("name", name);

    private static async Task<IResult> Start(HttpContext context, IGrainFactory grains)
    {
        var (request, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
            {
                var suffix = fields.Read(s_suffix);
                if (suffix?.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-') == false)
                    fields.Fault(s_suffix.Name, "Expected small letters, digits and hyphens.");
                return new TuningRequest(
                    context.Caller().Name,
                    fields.Read(s_baseModel),
                    fields.Read(s_epochs),
                    fields.Read(s_batchSize),
                    fields.Read(s_learningRate),
                    suffix
                );
            }
        );
        if (request is null)
            return problem!;
        await context.BeginAuditAsync(grains, "fine_tuning.start", "");
        var started = await Grain(grains).Start(request);
        if (started.Refusal is { } refusal)
            return Problems.Conflict(FieldOf(refusal.Kind), refusal.Reason);
        var plan = started.Job!.Plan;
        await context.AuditAsync(
            after: new
            {
                plan.Dataset,
                plan.BaseModel,
                plan.EstimatedCostUsd,
            },
            subject: plan.Id
        );
        return TypedResults.Ok(started.Job);
    }

    private static async Task<IResult> Cancel(string id, HttpContext context, IGrainFactory grains)
    {
        var (reason, problem) = await PromptEndpoints.ReadReasonAsync(context);
        if (reason is null)
            return problem!;
        if (!IsKey(id, "job-"))
            return Problems.NotFound("id", id);
        await context.BeginAuditAsync(grains, "fine_tuning.cancel", id);
        var job = grains.GetGrain<ITuningJobGrain>(id);
        if (await job.Cancel(context.Caller().Name, reason) is { } refusal)
            return refusal.Kind == TuningRefusalKind.Unknown ? Problems.NotFound("id", id) : Problems.Conflict("id", refusal.Reason);
        await context.AuditAsync(new { reason });
        return TypedResults.Ok((await job.Get())!);
    }

    /// <summary>Whether a grain may have the key: asking for another one would leave an activation behind.</summary>
    private static bool IsKey(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal)
        && key.Length <= 40
        && key.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-');

    private static string FieldOf(TuningRefusalKind kind) =>
        kind switch
        {
            TuningRefusalKind.NotConfigured => "endpoint",
            TuningRefusalKind.Unfinished or TuningRefusalKind.AlreadyTrained => "job",
            TuningRefusalKind.Threshold or TuningRefusalKind.Dataset => "dataset",
            TuningRefusalKind.Budget => "budget",
            TuningRefusalKind.Unknown or TuningRefusalKind.Ended => "id",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a refusal."),
        };
}
