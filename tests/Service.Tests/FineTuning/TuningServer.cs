using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LearningActors.Tests.FineTuning;

/// <summary>
/// A server on loopback that trains models as a provider does: files, jobs, events, and the models that come of it. A test decides how
/// long a job waits, and what goes wrong.
/// </summary>
internal sealed class TuningServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Lock _gate = new();
    private readonly List<JsonObject> _files = [];
    private readonly List<JsonObject> _jobs = [];
    private readonly ConcurrentDictionary<string, string> _contents = new();
    private readonly Dictionary<string, List<JsonObject>> _events = [];

    private TuningServer(WebApplication application) => _application = application;

    internal string BaseAddress => $"{_application.Urls.Single()}/v1";

    /// <summary>What explains; by default a sound answer to what is asked.</summary>
    internal Func<JsonObject, HttpContext, Task> Explain { get; set; } =
        (request, context) => OpenAiServer.WriteAsync(context, Sound(request));

    /// <summary>Decides what becomes of an upload before it is stored; true where it was answered.</summary>
    internal Func<HttpContext, bool> OnUpload { get; set; } = _ => false;

    /// <summary>Decides what becomes of a request for a job before it is created; true where it was answered.</summary>
    internal Func<JsonObject, HttpContext, Task<bool>> OnCreate { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Happens between the storing of an upload and its answer.</summary>
    internal Func<Task> AfterUpload { get; set; } = () => Task.CompletedTask;

    /// <summary>Happens between the creation of a job and its answer.</summary>
    internal Func<Task> AfterCreate { get; set; } = () => Task.CompletedTask;

    /// <summary>The connection breaks after an upload was stored.</summary>
    internal bool BreaksAfterUpload { get; set; }

    /// <summary>The connection breaks after a job was created.</summary>
    internal bool BreaksAfterCreate { get; set; }

    /// <summary>Requests for the model are answered 404.</summary>
    internal bool IsModelUnknown { get; set; }

    internal IReadOnlyList<JsonObject> Files => Copy(_files);

    internal IReadOnlyList<JsonObject> Jobs => Copy(_jobs);

    /// <summary>The only job, which must be one.</summary>
    internal string JobId => (string)Assert.Single(Jobs)["id"]!;

    internal static async Task<TuningServer> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var application = builder.Build();
        var server = new TuningServer(application);
        application.MapPost("/v1/files", server.UploadAsync);
        application.MapGet("/v1/files", context => server.ListAsync(context, server._files));
        application.MapPost("/v1/fine_tuning/jobs", server.CreateAsync);
        application.MapGet("/v1/fine_tuning/jobs", context => server.ListAsync(context, server._jobs));
        application.MapGet("/v1/fine_tuning/jobs/{id}", server.GetJobAsync);
        application.MapGet("/v1/fine_tuning/jobs/{id}/events", server.GetEventsAsync);
        application.MapPost("/v1/fine_tuning/jobs/{id}/cancel", server.CancelAsync);
        application.MapPost("/v1/chat/completions", server.CompleteAsync);
        await application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    internal string ContentOf(string file) => _contents[file];

    /// <summary>Sets how a job stands.</summary>
    internal void Set(string id, string status, long? trainedTokens = null, string? model = null, string? error = null)
    {
        lock (_gate)
        {
            var job = _jobs.Single(one => (string)one["id"]! == id);
            job["status"] = status;
            job["trained_tokens"] = trainedTokens;
            job["fine_tuned_model"] = model;
            job["error"] = error is null ? null : new JsonObject { ["code"] = "training_failed", ["message"] = error };
        }
    }

    /// <summary>Says something of a job.</summary>
    internal void Say(string id, string eventId, int second, string message, int? step = null, double? trainLoss = null)
    {
        var said = new JsonObject
        {
            ["object"] = "fine_tuning.job.event",
            ["id"] = eventId,
            ["created_at"] = 1_770_000_000 + second,
            ["level"] = "info",
            ["message"] = message,
            ["type"] = step is null ? "message" : "metrics",
            ["data"] = step is null ? null : new JsonObject { ["step"] = step, ["train_loss"] = trainLoss },
        };
        lock (_gate)
            _events[id].Add(said);
    }

    /// <summary>A file is not there any more, although it may still be listed.</summary>
    internal void Expire(string file) => _contents.TryRemove(file, out _);

    private static string Sound(JsonObject request)
    {
        var data = JsonNode.Parse(OpenAiServer.Message(request, "user"))!;
        return new JsonObject
        {
            ["explanation"] = $"What stands in the data led to {data["signal"]} for {data["ticker"]}.",
            ["factors"] = new JsonArray(new JsonObject { ["name"] = data["indicators"]!.AsObject().First().Key, ["impact"] = "positive" }),
            ["sentiment"] = "neutral",
        }.ToJsonString();
    }

    private async Task UploadAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (OnUpload(context))
            return;
        var upload = form.Files.Single();
        using var reader = new StreamReader(upload.OpenReadStream());
        var content = await reader.ReadToEndAsync();
        JsonObject file;
        lock (_gate)
        {
            file = new JsonObject
            {
                ["id"] = $"file-{_files.Count + 1}",
                ["object"] = "file",
                ["bytes"] = content.Length,
                ["created_at"] = 1_770_000_000 + _files.Count,
                ["filename"] = upload.FileName,
                ["purpose"] = (string?)form["purpose"],
                ["status"] = "processed",
            };
            _files.Add(file);
            _contents[(string)file["id"]!] = content;
        }

        await AfterUpload();
        if (BreaksAfterUpload)
            context.Abort();
        else
            await context.Response.WriteAsJsonAsync(file);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var request = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        if (await OnCreate(request, context))
            return;
        foreach (var name in new[] { "training_file", "validation_file" })
        {
            if (request[name] is { } file && !_contents.ContainsKey((string)file!))
            {
                await RefuseAsync(context, 400, "invalid_file", $"File '{file}' has expired or does not exist.", name);
                return;
            }
        }

        JsonObject job;
        lock (_gate)
        {
            job = new JsonObject
            {
                ["id"] = $"ftjob-{_jobs.Count + 1}",
                ["object"] = "fine_tuning.job",
                ["created_at"] = 1_770_000_000,
                ["model"] = request["model"]?.DeepClone(),
                ["status"] = "queued",
                ["training_file"] = request["training_file"]?.DeepClone(),
                ["validation_file"] = request["validation_file"]?.DeepClone(),
                ["user_provided_suffix"] = request["suffix"]?.DeepClone(),
                ["metadata"] = request["metadata"]?.DeepClone(),
                ["method"] = request["method"]?.DeepClone(),
                ["fine_tuned_model"] = null,
                ["trained_tokens"] = null,
                ["finished_at"] = null,
                ["error"] = null,
                ["organization_id"] = "org-1",
                ["result_files"] = new JsonArray(),
                ["hyperparameters"] = new JsonObject { ["n_epochs"] = 3 },
                ["seed"] = 1,
            };
            _jobs.Add(job);
            _events[(string)job["id"]!] = [];
        }

        await AfterCreate();
        if (BreaksAfterCreate)
            context.Abort();
        else
            await context.Response.WriteAsJsonAsync(job);
    }

    private Task GetJobAsync(HttpContext context, string id)
    {
        var job = Jobs.FirstOrDefault(one => (string)one["id"]! == id);
        return job is null ? RefuseAsync(context, 404, null, $"Job {id} not found.", null) : context.Response.WriteAsJsonAsync(job);
    }

    /// <summary>The newest first, as the provider gives them.</summary>
    private Task GetEventsAsync(HttpContext context, string id)
    {
        IReadOnlyList<JsonObject> events;
        lock (_gate)
            events = Copy(_events[id]);
        return WritePageAsync(context, [.. events.Reverse()]);
    }

    private Task CancelAsync(HttpContext context, string id)
    {
        Set(id, "cancelled");
        return GetJobAsync(context, id);
    }

    private async Task CompleteAsync(HttpContext context)
    {
        var request = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        if (IsModelUnknown)
            await RefuseAsync(context, 404, "model_not_found", $"The model {request["model"]} does not exist.", "model");
        else
            await Explain(request, context);
    }

    private Task ListAsync(HttpContext context, List<JsonObject> rows) => WritePageAsync(context, Copy(rows));

    private static Task WritePageAsync(HttpContext context, IReadOnlyList<JsonObject> rows)
    {
        var limit = int.Parse(context.Request.Query["limit"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
        var after = context.Request.Query["after"].ToString();
        var rest = after.Length == 0 ? rows : [.. rows.SkipWhile(row => (string)row["id"]! != after).Skip(1)];
        return context.Response.WriteAsJsonAsync(
            new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray([.. rest.Take(limit)]),
                ["has_more"] = rest.Count > limit,
            }
        );
    }

    private static Task RefuseAsync(HttpContext context, int status, string? code, string message, string? param)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["message"] = message,
                    ["type"] = "invalid_request_error",
                    ["code"] = code,
                    ["param"] = param,
                },
            }
        );
    }

    /// <summary>Refuses a base model that is not there yet.</summary>
    internal static async Task<bool> RefuseModelAsync(HttpContext context)
    {
        await RefuseAsync(context, 404, "model_not_found", "The model does not exist or is not there yet.", "model");
        return true;
    }

    private IReadOnlyList<JsonObject> Copy(List<JsonObject> rows)
    {
        lock (_gate)
            return [.. rows.Select(row => (JsonObject)row.DeepClone())];
    }
}
