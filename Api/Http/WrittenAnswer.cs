using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>An answer as JSON with its tag: both are made once, however often it is given.</summary>
internal sealed class WrittenAnswer : IResult
{
    private readonly byte[] _json;
    private readonly string _tag;

    private WrittenAnswer(byte[] json) => (_json, _tag) = (json, EntityTag.Of(json));

    internal static WrittenAnswer Of<T>(T answer) => new(JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Options));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (EntityTag.IsKnown(httpContext, _tag))
            return Task.CompletedTask;
        httpContext.Response.ContentType = "application/json";
        httpContext.Response.ContentLength = _json.Length;
        return httpContext.Response.Body.WriteAsync(_json, httpContext.RequestAborted).AsTask();
    }
}

/// <summary>Says of endpoints that they give written answers.</summary>
internal static class WrittenAnswers
{
    /// <summary>Each answer of 200 is a <see cref="WrittenAnswer"/>.</summary>
    internal static TBuilder GivesWrittenAnswers<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(TagsOwnAnswers.Instance);
}
