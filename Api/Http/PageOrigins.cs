using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace LearningActors.Http;

/// <summary>Which web pages of other sites may call, and what: endpoints that take a rating token, from the listed origins.</summary>
internal static class PageOrigins
{
    private const string Policy = "pages";

    /// <summary>Pages of the listed origins may call the endpoint. Cookies are never sent along.</summary>
    internal static TBuilder AllowPages<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireCors(Policy);

    internal static void Configure(CorsOptions cors, LearningApiOptions options) =>
        cors.AddPolicy(
            Policy,
            policy =>
                policy
                    .WithOrigins([.. options.PageOrigins])
                    .WithMethods("GET", "POST")
                    .WithHeaders("Authorization", "Content-Type")
                    .SetPreflightMaxAge(TimeSpan.FromHours(1))
        );
}
