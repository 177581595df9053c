using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Tests.Experiments;

/// <summary>A model that writes prompt variants when asked for them, and sound explanations otherwise.</summary>
internal static class PromptWriter
{
    private static readonly string[] s_approaches =
    [
        "First name the strongest of {indicators}, then say in one sentence what it means for the signal {signal} on {ticker} at "
            + "{confidence}.",
        "Compare each of {indicators} with what is usual; close with whether {ticker} deserves {signal} and how far {confidence} goes.",
        "Write as a newspaper would about {ticker}: headline {signal}, then two lines of evidence from {indicators}, last the certainty "
            + "{confidence}.",
        "Ask the three questions a sceptic would ask of {signal} for {ticker}, answer them from {indicators}, and mention {confidence}.",
        "Give a verdict on {ticker} in ten words, then the reasons from {indicators}, one a line; say {signal} and {confidence} once.",
        "Begin with what speaks against {signal} for {ticker}; only then, from {indicators}, what speaks for it, and weigh both by "
            + "{confidence}.",
        "Explain {indicators} to a newcomer in plain words, and why together they led to {signal} for {ticker} with {confidence}.",
        "List the facts of {indicators} by weight; conclude with {signal}, {ticker} and {confidence} in one short closing line.",
        "Tell what would have to change in {indicators} for {signal} on {ticker} to be wrong, given that its certainty is {confidence}.",
    ];

    private static readonly string[] s_endings =
    [
        "",
        " Leave out everything that a reader could see on any chart, and end with the one thing to watch tomorrow.",
        " Keep every line below twelve words, prefer verbs to nouns, and let numbers stand at the end of theirs.",
    ];

    private const string Explanation = """
        {"explanation": "The RSI of 28.5 is low, which speaks for buying.", "factors": [{"name": "rsi", "impact": "positive"}],
        "sentiment": "bullish"}
        """;

    internal static bool WantsVariants(JsonObject request) =>
        OpenAiServer.Message(request, "system").StartsWith("You improve prompts", StringComparison.Ordinal);

    /// <summary>Answers with the next three approaches, each time others.</summary>
    /// <param name="certificate">The certificate that it shows at the moment; over HTTP where there is none.</param>
    internal static async Task<OpenAiServer> StartAsync(Func<X509Certificate2>? certificate = null)
    {
        var server = await OpenAiServer.StartAsync(certificate);
        var next = 0;
        server.Answer = (request, context) =>
            WantsVariants(request)
                ? WriteVariantsAsync(context, [.. Enumerable.Range(0, 3).Select(_ => Text(Interlocked.Increment(ref next) - 1))])
                : OpenAiServer.WriteAsync(context, Explanation);
        return server;
    }

    private static string Text(int number) =>
        s_approaches[number % s_approaches.Length] + s_endings[number / s_approaches.Length % s_endings.Length];

    internal static Task WriteVariantsAsync(HttpContext context, params string[] variants) =>
        OpenAiServer.WriteAsync(context, JsonSerializer.Serialize(new { variants }));
}
