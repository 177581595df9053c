using System.Collections.Immutable;
using LearningActors.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>What a key may do. The scope <c>admin</c> includes the others.</summary>
internal static class Scopes
{
    internal const string Engine = "engine";
    internal const string Read = "read";
    internal const string Admin = "admin";

    /// <summary>Any of the scopes is enough.</summary>
    internal static TBuilder RequireScope<TBuilder>(this TBuilder builder, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder
    {
        var required = new RequiredScope([.. scopes, Admin]);
        return builder.RequireAuthorization(new AuthorizationPolicyBuilder().AddRequirements(required).Build()).WithMetadata(required);
    }

    /// <summary>The key of the request; only behind <see cref="RequireScope"/>.</summary>
    internal static ApiKey Key(this HttpContext context) => ((KeyIdentity)context.User.Identity!).Key;

    /// <summary>
    /// An endpoint that names no scope, and does not say that it is open, is closed. A path without endpoint is not found.
    /// </summary>
    internal static void Configure(AuthorizationOptions options) =>
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is null)
            .Build();
}

/// <summary>The scopes of which a key needs one.</summary>
internal sealed record RequiredScope(ImmutableArray<string> Any) : IAuthorizationRequirement;

/// <summary>Compares the scopes of a key with those that an endpoint asks for.</summary>
internal sealed class ScopeAuthorization : AuthorizationHandler<RequiredScope>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiredScope requirement)
    {
        if (context.User.Identity is KeyIdentity { Key: var key })
        {
            foreach (var scope in key.Scopes)
            {
                if (requirement.Any.Contains(scope))
                {
                    context.Succeed(requirement);
                    break;
                }
            }
        }

        return Task.CompletedTask;
    }
}
