using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearningActors.Access;

/// <summary>How many requests each caller may send in a minute to the whole cluster; open endpoints are not counted.</summary>
/// <remarks>
/// A bucket of tokens for each caller, asked by ASP.NET Core's limiter. Each answer says what is left. The headers follow
/// draft-ietf-httpapi-ratelimit-headers: the policy is <c>"caller";q=&lt;requests&gt;;w=60</c>, and what is left
/// <c>"caller";r=&lt;requests&gt;;t=&lt;seconds until all are there again&gt;</c>.
/// </remarks>
internal sealed class CallerLimits(LearningApiOptions options, IGrainFactory grains, TimeProvider time, ILogger<CallerBudget> logger)
    : PartitionedRateLimiter<HttpContext>
{
    private const int MaxRemembered = 10_000;
    private static readonly RateLimitLease s_taken = new Lease(true);
    private static readonly RateLimitLease s_refused = new Lease(false);
    private readonly ConcurrentDictionary<string, CallerBudget> _budgets = new(StringComparer.Ordinal);

    internal static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<CallerLimits>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<CallerLimits>((limiter, limits) => limits.Configure(limiter));
    }

    /// <inheritdoc />
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    /// <summary>Takes a token that this host holds.</summary>
    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        resource.User.Identity is not CallerIdentity caller || BudgetOf(caller) is var budget && Say(resource, budget, budget.TryTake())
            ? s_taken
            : s_refused;

    /// <summary>Takes a token once the cluster has given this host more of them, or refused to.</summary>
    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(
        HttpContext resource,
        int permitCount,
        CancellationToken cancellationToken
    )
    {
        var budget = BudgetOf(resource.Caller());
        return Say(resource, budget, await budget.TakeAsync()) ? s_taken : s_refused;
    }

    private void Configure(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = this;
        limiter.OnRejected = async (rejected, _) =>
        {
            var context = rejected.HttpContext;
            var budget = BudgetOf(context.Caller());
            await Problems
                .TooManyRequests(
                    context,
                    budget.Wait,
                    $"{budget.Rate.Capacity} requests may be sent in a minute, to all hosts together.",
                    "Too many requests."
                )
                .ExecuteAsync(context);
        };
    }

    private static bool Say(HttpContext context, CallerBudget budget, bool isTaken)
    {
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = budget.Policy;
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"caller\";r={budget.Left};t={budget.SecondsUntilFull}");
        return isTaken;
    }

    private CallerBudget BudgetOf(CallerIdentity caller)
    {
        var limit = caller.RequestsPerMinute ?? options.RequestsPerMinute;
        if (_budgets.TryGetValue(caller.Id, out var budget) && budget.Rate.Capacity == limit)
            return budget;
        // Those of pages come and go; who is forgotten asks the cluster again.
        if (_budgets.Count >= MaxRemembered)
            _budgets.Clear();
        return _budgets[caller.Id] = new CallerBudget(
            grains.GetGrain<IBudgetGrain>($"requests/{caller.Id}"),
            new BudgetRate(limit, TimeSpan.FromMinutes(1)),
            time,
            logger
        );
    }

    private sealed class Lease(bool isAcquired) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
