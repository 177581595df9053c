using LearningActors.Tests.Recommendations;

namespace LearningActors.Tests;

/// <summary>Days on which a desk diverges in a known way.</summary>
internal static class DivergingDesk
{
    /// <summary>
    /// A day with five recommendations: one is followed, three are executed with an expiration a week later, one is rejected.
    /// </summary>
    internal static async Task DivergeAsync(this TestService service, string day, string prefix, string? version = null)
    {
        var at = $"{day}T16:00:00Z";
        await service.SendAsync(
            "recommendations",
            [
                .. Enumerable
                    .Range(0, 5)
                    .Select(i => RecommendationDriver.Recommend($"{prefix}{i}", $"A{i}", $"{day}T15:00:00Z", version: version)),
            ]
        );
        await service.SendAsync(
            "executions",
            [
                RecommendationDriver.Execute($"{prefix}-e0", at, "A0"),
                .. Enumerable
                    .Range(1, 3)
                    .Select(i => RecommendationDriver.Execute($"{prefix}-e{i}", at, $"A{i}", contract: "210122P00026000")),
            ]
        );
        Assert.Equal("consent:1 modify:3 reject:1", await service.ReconcileAsync(day));
        await service.TrackAsync();
    }
}
