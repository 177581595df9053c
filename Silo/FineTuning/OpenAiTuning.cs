// The client of jobs is marked as experimental by its package; what it sends is OpenAI's stable API.
#pragma warning disable OPENAI001
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LearningActors.Models;
using OpenAI;
using OpenAI.Files;
using OpenAI.FineTuning;

namespace LearningActors.FineTuning;

/// <inheritdoc cref="ITuningProvider" />
/// <remarks>
/// Through the clients of the package OpenAI. Its policy of retries is off: a request that creates something is sent once. Answers
/// are read as JSON, since servers of this API leave out parts that the package's records need.
/// </remarks>
internal sealed class OpenAiTuning(ModelEndpoints endpoints, FineTuningOptions options) : ITuningProvider
{
    private const string JobKey = "learningactors_job";
    private const int PageSize = 100;
    private const int MaxPages = 50;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_uploadTimeout = TimeSpan.FromMinutes(10);

    public bool IsConfigured => endpoints.Find(options.Endpoint) is not null;

    public Task<string?> FindFileAsync(string name, ImmutableArray<string> without) =>
        TuningFaults.GuardAsync(async () =>
        {
            var found = await ReadAllAsync<FileAnswer>("files?purpose=fine-tune");
            return found
                .Where(file => file.Filename == name && file.Status is not ("error" or "deleted") && !without.Contains(file.Id!))
                .OrderByDescending(file => file.CreatedAt)
                .FirstOrDefault()
                ?.Id;
        });

    public Task<string> UploadAsync(string name, ImmutableArray<string> lines) =>
        TuningFaults.GuardAsync(async () =>
        {
            var (model, key) = Endpoint();
            var client = new OpenAIFileClient(
                new ApiKeyCredential(key),
                new OpenAIClientOptions
                {
                    Endpoint = new Uri(model.BaseAddress),
                    NetworkTimeout = s_uploadTimeout,
                    RetryPolicy = new ClientRetryPolicy(0),
                }
            );
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n'));
            return (await client.UploadFileAsync(content, name, FileUploadPurpose.FineTune)).Value.Id;
        });

    public Task<ProviderJob?> FindJobAsync(TuningPlan plan, string trainingFile) =>
        TuningFaults.GuardAsync(async () =>
        {
            var found = await ReadAllAsync<JobAnswer>("fine_tuning/jobs");
            return found.FirstOrDefault(job => IsOf(job, plan, trainingFile))?.ToJob();
        });

    public Task<ProviderJob> CreateJobAsync(TuningPlan plan, string trainingFile, string? validationFile) =>
        TuningFaults.GuardAsync(async () =>
        {
            var request = new Dictionary<string, object?>
            {
                ["model"] = plan.BaseModel,
                ["training_file"] = trainingFile,
                ["suffix"] = plan.Suffix,
                ["method"] = new { type = "supervised", supervised = new { hyperparameters = Hyperparameters(plan) } },
                ["metadata"] = new Dictionary<string, string> { [JobKey] = plan.Id, ["dataset"] = plan.Dataset },
            };
            if (validationFile is not null)
                request["validation_file"] = validationFile;
            using var content = BinaryContent.Create(BinaryData.FromObjectAsJson(request));
            var job = await Client().FineTuneAsync(content, waitUntilCompleted: false, new RequestOptions());
            return new ProviderJob(job.JobId, TuningJobStatus.Queued, null, null, null);
        });

    public Task<ProviderJob?> GetJobAsync(string id) =>
        TuningFaults.GuardAsync(async () =>
        {
            try
            {
                return (await ReadAsync<JobAnswer>($"fine_tuning/jobs/{Uri.EscapeDataString(id)}")).ToJob();
            }
            catch (ClientResultException exception) when (exception.Status == 404)
            {
                return null;
            }
        });

    public Task<ImmutableArray<TuningEvent>> GetEventsAsync(string id) =>
        TuningFaults.GuardAsync(async () =>
        {
            var found = await ReadAllAsync<EventAnswer>($"fine_tuning/jobs/{Uri.EscapeDataString(id)}/events");
            return found.Where(one => one.Id is not null).Select(one => one.ToEvent()).ToImmutableArray();
        });

    public Task CancelJobAsync(string id) =>
        TuningFaults.GuardAsync(async () =>
        {
            await SendAsync("POST", $"fine_tuning/jobs/{Uri.EscapeDataString(id)}/cancel");
            return true;
        });

    /// <summary>By its metadata; where a server keeps none, by the name that it was given and the file that it trains on.</summary>
    private static bool IsOf(JobAnswer job, TuningPlan plan, string trainingFile) =>
        job.Metadata?.GetValueOrDefault(JobKey) is { } marked
            ? marked == plan.Id
            : job.TrainingFile == trainingFile && job.Suffix == plan.Suffix;

    private static Dictionary<string, object> Hyperparameters(TuningPlan plan)
    {
        var values = new Dictionary<string, object> { ["n_epochs"] = plan.Epochs };
        if (plan.BatchSize is { } batch)
            values["batch_size"] = batch;
        if (plan.LearningRateMultiplier is { } rate)
            values["learning_rate_multiplier"] = rate;
        return values;
    }

    /// <summary>All pages of a list. Rows that come twice, because the list grew meanwhile, are kept once.</summary>
    private async Task<IReadOnlyCollection<T>> ReadAllAsync<T>(string path)
        where T : ListedAnswer
    {
        var (found, after) = (new Dictionary<string, T>(StringComparer.Ordinal), "");
        for (var page = 0; page < MaxPages; page++)
        {
            var joined = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={PageSize}{after}";
            var answer = await ReadAsync<ListAnswer<T>>(joined);
            var fresh = (answer.Data ?? []).Where(row => row.Id is { } id && found.TryAdd(id, row)).ToArray();
            if (answer.HasMore != true || fresh.Length == 0)
                break;
            after = $"&after={Uri.EscapeDataString(fresh[^1].Id!)}";
        }

        return found.Values;
    }

    private async Task<T> ReadAsync<T>(string path) =>
        JsonSerializer.Deserialize<T>(await SendAsync("GET", path), TuningAnswers.Json)
        ?? throw new JsonException($"The provider's answer to {path} is null.");

    private async Task<BinaryData> SendAsync(string method, string path)
    {
        var (model, _) = Endpoint();
        var pipeline = Client().Pipeline;
        using var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri = new Uri($"{model.BaseAddress.TrimEnd('/')}/{path}");
        message.Request.Headers.Add("Accept", "application/json");
        await pipeline.SendAsync(message);
        var response = message.Response!;
        return response.IsError ? throw new ClientResultException(response) : response.Content;
    }

    private FineTuningClient Client()
    {
        var (model, key) = Endpoint();
        return new FineTuningClient(
            new ApiKeyCredential(key),
            new FineTuningClientOptions
            {
                Endpoint = new Uri(model.BaseAddress),
                NetworkTimeout = s_timeout,
                RetryPolicy = new ClientRetryPolicy(0),
            }
        );
    }

    private (ModelOptions Options, string Key) Endpoint() =>
        endpoints.Find(options.Endpoint)
        ?? throw new TuningProviderException(TuningFault.Passing, $"The model '{options.Endpoint}' has no address any more.");
}
