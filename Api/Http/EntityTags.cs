using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LearningActors.Http;

/// <summary>Gives a tag to what is read; it holds an answer back until it is whole.</summary>
/// <remarks>Endpoints of <see cref="TagsOwnAnswers"/> are left alone: their answers were written, and tagged, before.</remarks>
internal sealed class EntityTags(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.GetEndpoint()?.Metadata is { } metadata
        && metadata.GetMetadata<RequiredScope>() is not null
        && metadata.GetMetadata<TagsOwnAnswers>() is null
            ? TagAsync(context)
            : next(context);

    private async Task TagAsync(HttpContext context)
    {
        var given = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new HeldBody();
        context.Features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(given);
        }

        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            if (EntityTag.IsKnown(context, EntityTag.Of(held.Written.Span, context.Features.Get<Revision>())))
                return;
            response.ContentLength = held.Written.Length;
        }

        await response.BodyWriter.WriteAsync(held.Written, context.RequestAborted);
    }
}

/// <summary>What the endpoint answers with has a tag already, as a <see cref="WrittenAnswer"/> has.</summary>
internal sealed class TagsOwnAnswers
{
    internal static TagsOwnAnswers Instance { get; } = new();
}
