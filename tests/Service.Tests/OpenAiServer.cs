using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LearningActors.Tests;

/// <summary>A server on loopback that speaks the chat API of OpenAI; what it writes is up to the test.</summary>
public sealed class OpenAiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<JsonObject> _requests = new();

    private OpenAiServer(WebApplication application) => _application = application;

    /// <summary>Answers a request; by default with a sound explanation.</summary>
    public Func<JsonObject, HttpContext, Task> Answer { get; set; } =
        (_, context) =>
            WriteAsync(
                context,
                """
                {"explanation": "The RSI of 28.5 is low, which speaks for buying.", "factors": [{"name": "rsi", "impact": "positive"}],
                "sentiment": "bullish"}
                """
            );

    internal string BaseAddress => $"{_application.Urls.Single()}/v1";

    internal IReadOnlyCollection<JsonObject> Requests => _requests;

    internal Dictionary<string, string> Environment =>
        new()
        {
            ["OPENAI_API_KEY"] = "test-key",
            ["OPENAI_BASE_URL"] = BaseAddress,
            ["OPENAI_MODEL"] = "gpt-4o-mini",
        };

    /// <param name="certificate">The certificate that it shows at the moment; over HTTP where there is none.</param>
    internal static async Task<OpenAiServer> StartAsync(Func<X509Certificate2>? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is not null)
                        listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate());
                }
            )
        );
        var application = builder.Build();
        var server = new OpenAiServer(application);
        application.MapPost(
            "/v1/chat/completions",
            async context =>
            {
                var request = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
                server._requests.Enqueue(request);
                await server.Answer(request, context);
            }
        );
        await application.StartAsync();
        return server;
    }

    /// <summary>Writes a completion whose message is <paramref name="content"/>.</summary>
    internal static Task WriteAsync(HttpContext context, string content) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                id = "chatcmpl-1",
                @object = "chat.completion",
                created = 1700000000,
                model = "gpt-4o-mini",
                choices = new[]
                {
                    new
                    {
                        index = 0,
                        message = new { role = "assistant", content },
                        finish_reason = "stop",
                    },
                },
                usage = new
                {
                    prompt_tokens = 200,
                    completion_tokens = 50,
                    total_tokens = 250,
                },
            }
        );

    /// <summary>The text of the request's message of that role.</summary>
    internal static string Message(JsonObject request, string role) =>
        request["messages"]!
            .AsArray()
            .Where(message => (string)message!["role"]! == role)
            .Select(message => Text(message!["content"]!))
            .Single();

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static string Text(JsonNode content) =>
        content.GetValueKind() == JsonValueKind.String ? (string)content! : (string)content[0]!["text"]!;
}
