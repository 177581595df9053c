using System.Collections.Immutable;

namespace LearningActors.Access;

/// <summary>What each role may do.</summary>
public static class RoleScopes
{
    private static readonly ImmutableArray<string> s_viewer = [Scope.Read];
    private static readonly ImmutableArray<string> s_trader = [Scope.Read, Scope.Rate];
    private static readonly ImmutableArray<string> s_analyst = [Scope.Read, Scope.Rate, Scope.Decide];
    private static readonly ImmutableArray<string> s_operator = [Scope.Read, Scope.Operate];
    private static readonly ImmutableArray<string> s_admin = [Scope.Admin];

    /// <summary>The scopes of a role.</summary>
    public static ImmutableArray<string> Of(Role role) =>
        role switch
        {
            Role.Viewer => s_viewer,
            Role.Trader => s_trader,
            Role.Analyst => s_analyst,
            Role.Operator => s_operator,
            Role.Admin => s_admin,
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
        };
}
