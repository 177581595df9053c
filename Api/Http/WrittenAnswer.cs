using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>An answer as JSON with its tag: both are made once, however often it is given.</summary>
internal sealed class WrittenAnswer : IResult
{
    private readonly byte[] _json;
    private readonly string _tag;
    private readonly DateTimeOffset _asOf;

    private WrittenAnswer(byte[] json, string tag, DateTimeOffset asOf) => (_json, _tag, _asOf) = (json, tag, asOf);

    /// <summary>The answer as JSON.</summary>
    internal string Text => Encoding.UTF8.GetString(_json);

    /// <summary>Tells it from other answers.</summary>
    internal string Tag => _tag;

    /// <summary>When that was read which it follows from, UTC.</summary>
    internal DateTimeOffset AsOf => _asOf;

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">What is answered.</param>
    /// <param name="asOf">When that was read which it follows from, UTC.</param>
    internal static WrittenAnswer Of<T>(T answer, DateTimeOffset asOf)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Options);
        return new WrittenAnswer(json, EntityTag.Of(json), asOf);
    }

    /// <summary>The same answer, which was found to be so later.</summary>
    internal WrittenAnswer At(DateTimeOffset asOf) => asOf == _asOf ? this : new WrittenAnswer(_json, _tag, asOf);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.ShowAge(_asOf);
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
