using System.Text;
using System.Text.Json.Nodes;
using LearningActors.Tests;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>A model endpoint in every kind of trouble.</summary>
internal sealed class ModelTrouble
{
    private readonly OpenAiServer _model;
    private readonly Func<JsonObject, HttpContext, Task> _sound;

    internal ModelTrouble(OpenAiServer model) => (_model, _sound) = (model, model.Answer);

    /// <summary>What it can have, by name.</summary>
    internal static IReadOnlyDictionary<string, Func<HttpContext, Task>> Kinds { get; } =
        new Dictionary<string, Func<HttpContext, Task>>
        {
            ["hangs"] = HangAsync,
            ["429"] = context => Status(context, 429),
            ["429-later"] = context =>
            {
                context.Response.Headers.RetryAfter = "30";
                return Status(context, 429);
            },
            ["500"] = context => Status(context, 500),
            ["half-an-answer"] = HalfAsync,
            ["not-json"] = context => OpenAiServer.WriteAsync(context, "I would rather not say."),
            ["no-completion"] = context => context.Response.WriteAsync("<html>Bad gateway</html>"),
            ["wrong-json"] = context => OpenAiServer.WriteAsync(context, """{"explanation": 7, "factors": "none"}"""),
            ["empty"] = _ => Task.CompletedTask,
            ["enormous"] = EnormousAsync,
            ["drips"] = DripAsync,
            ["closes"] = context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
        };

    /// <summary>From now on it has it, until it is sound.</summary>
    internal void Begin(string kind) => _model.Answer = (_, context) => Kinds[kind](context);

    /// <summary>It answers again.</summary>
    internal void End() => _model.Answer = _sound;

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { message = "Trouble.", type = "server_error" } });
    }

    private static async Task HangAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller has had enough.
        }
    }

    /// <summary>Says how long the answer is, and ends in the middle of it.</summary>
    private static async Task HalfAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 2000;
        await context.Response.WriteAsync(
            """{"id": "chatcmpl-1", "object": "chat.completion", "choices": [{"index": 0, "message": {"role": """
        );
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static async Task EnormousAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"choices": [{"index": 0, "message": {"role": "assistant", "content": " """);
        var much = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
        for (var i = 0; i < 64 && !context.RequestAborted.IsCancellationRequested; i++)
            await context.Response.Body.WriteAsync(much);
    }

    private static async Task DripAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        try
        {
            foreach (var letter in """{"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "gpt-4o-mini"}""")
            {
                await context.Response.WriteAsync($"{letter}", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(200, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The caller has had enough.
        }
    }
}
