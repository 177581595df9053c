using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>The scopes of which a caller needs one.</summary>
internal sealed record RequiredScope(ImmutableArray<string> Any) : IAuthorizationRequirement;

/// <summary>The endpoint is for people who have signed in, whatever their role.</summary>
internal sealed record RequiredPerson : IAuthorizationRequirement;

/// <summary>Says of endpoints who may call them.</summary>
internal static class Requirements
{
    /// <summary>Any of the scopes is enough; <see cref="Scope.Admin"/> always is.</summary>
    internal static TBuilder RequireScope<TBuilder>(this TBuilder builder, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder
    {
        var required = new RequiredScope([.. scopes.Union([Scope.Admin])]);
        return builder.RequireAuthorization(new AuthorizationPolicyBuilder().AddRequirements(required).Build()).WithMetadata(required);
    }

    /// <summary>A person is enough.</summary>
    internal static TBuilder RequirePerson<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        var required = new RequiredPerson();
        return builder.RequireAuthorization(new AuthorizationPolicyBuilder().AddRequirements(required).Build()).WithMetadata(required);
    }

    /// <summary>Who sends the request; only behind an endpoint that is not open.</summary>
    internal static CallerIdentity Caller(this HttpContext context) => (CallerIdentity)context.User.Identity!;

    /// <summary>
    /// An endpoint that names no scope, and does not say that it is open, is closed. A path without endpoint is not found.
    /// </summary>
    internal static void Configure(AuthorizationOptions options) =>
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is null)
            .Build();
}

/// <summary>Compares what a caller may do with what an endpoint asks for.</summary>
internal sealed class CallerAuthorization : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.User.Identity is not CallerIdentity caller)
            return Task.CompletedTask;
        foreach (var requirement in context.Requirements)
        {
            if (
                requirement switch
                {
                    RequiredScope required => caller.HasAny(required.Any),
                    RequiredPerson => caller.Kind == CallerKind.Person,
                    _ => false,
                }
            )
                context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
