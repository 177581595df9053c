using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>Refuses names in a query string that the endpoint does not read: a filter that is mistyped would mean everything.</summary>
internal sealed class QueryNames(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.QueryString.HasValue || context.GetEndpoint()?.Metadata is not { } metadata)
            return next(context);
        var known = metadata.GetMetadata<RequestQuery>();
        if (known is { IsCheckedByReader: true } || metadata.GetMetadata<IAuthorizationRequirement>() is null)
            return next(context);
        var query = new QueryReader(context);
        query.CheckNames(known);
        return query.Errors.Any ? query.Errors.ToResult().ExecuteAsync(context) : next(context);
    }
}
