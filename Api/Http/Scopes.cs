using System.Collections.Immutable;
using LearningActors.Access;
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
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope([.. scopes, Admin]));

    /// <summary>The key of the request; only behind <see cref="RequireScope"/>.</summary>
    internal static ApiKey Key(this HttpContext context) => (ApiKey)context.Items[typeof(ApiKey)]!;
}

/// <summary>The scopes of which a key needs one.</summary>
internal sealed record RequiredScope(ImmutableArray<string> Any);
