using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Recommendations;

internal static class DivergenceEndpoints
{
    private const int MaxDays = 730;

    internal static void MapDivergence(this IEndpointRouteBuilder api)
    {
        var analytics = api.MapGroup("/api/v1/strategies/learning/analytics").WithTags("Recommendations");
        Map<DivergenceRate>(
            "/divergence-rate",
            "getDivergenceRate",
            "How often people diverge, over the last 1 to 730 days (30 by default) and by week.",
            30,
            (grain, days) => grain.Rate(days)
        );
        Map<AlgorithmAccuracy>(
            "/algorithm-accuracy",
            "getAlgorithmAccuracy",
            "What came of following and of diverging, over the last 1 to 730 days (90 by default).",
            90,
            (grain, days) => grain.Accuracy(days)
        );
        Map<TopModifications>(
            "/top-modifications",
            "getTopModifications",
            "What people change most, over the last 1 to 730 days (90 by default).",
            90,
            (grain, days) => grain.Modifications(days)
        );

        void Map<T>(string path, string name, string summary, int usual, Func<IDivergenceGrain, int, Task<T>> read)
        {
            var asked = new IntField("days", "Pacific days up to today", 1, MaxDays) { Default = usual, Example = "30" };
            analytics
                .MapGet(
                    path,
                    async (HttpContext context, IGrainFactory grains) =>
                    {
                        var query = new QueryReader(context);
                        var days = query.Read(asked) ?? usual;
                        return query.Errors.Any
                            ? query.Errors.ToResult()
                            : TypedResults.Ok(await read(grains.GetGrain<IDivergenceGrain>(IDivergenceGrain.Key), days));
                    }
                )
                .RequireScope(Scope.Engine, Scope.Read)
                .WithName(name)
                .WithSummary(summary)
                .Produces<T>()
                .WithQuery(asked);
        }
    }
}
