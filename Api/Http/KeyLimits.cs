using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace LearningActors.Http;

/// <summary>How many requests each key may send in a minute to this process; requests without a key are not counted.</summary>
/// <remarks>
/// A window of a minute for each key, asked by ASP.NET Core's limiter. Each answer to a key says what is left. The headers follow
/// draft-ietf-httpapi-ratelimit-headers: the policy is <c>"key";q=&lt;requests&gt;;w=60</c>, and what is left
/// <c>"key";r=&lt;requests&gt;;t=&lt;seconds&gt;</c>.
/// </remarks>
internal sealed class KeyLimits(LearningApiOptions options, TimeProvider time) : PartitionedRateLimiter<HttpContext>
{
    private static readonly RateLimitLease s_taken = new Lease(true);
    private static readonly RateLimitLease s_refused = new Lease(false);
    private readonly ConcurrentDictionary<string, KeyWindow> _windows = new(StringComparer.Ordinal);
    private readonly StringValues _policy = string.Create(CultureInfo.InvariantCulture, $"\"key\";q={options.RequestsPerMinute};w=60");

    internal static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<KeyLimits>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<KeyLimits>((limiter, limits) => limits.Configure(limiter));
    }

    /// <inheritdoc />
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    /// <inheritdoc />
    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        resource.User.Identity is not KeyIdentity { Key.Name: var key } || Take(resource, key, permitCount).IsTaken ? s_taken : s_refused;

    /// <summary>Nobody waits in a queue: what <see cref="AttemptAcquireCore"/> refused stays refused.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        HttpContext resource,
        int permitCount,
        CancellationToken cancellationToken
    ) => new(AttemptAcquireCore(resource, permitCount));

    private void Configure(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = this;
        limiter.OnRejected = async (rejected, _) =>
        {
            var context = rejected.HttpContext;
            await Problems
                .TooManyRequests(
                    context,
                    TimeSpan.FromSeconds(Take(context, context.Key().Name, 0).SecondsLeft),
                    $"This key may send {options.RequestsPerMinute} requests in a minute.",
                    "Too many requests."
                )
                .ExecuteAsync(context);
        };
    }

    private KeyUse Take(HttpContext context, string key, int requests)
    {
        var window = _windows.GetOrAdd(key, static (_, limits) => limits.NewWindow(), this);
        var use = window.Take(requests);
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = _policy;
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"key\";r={use.Remaining};t={use.SecondsLeft}");
        return use;
    }

    private KeyWindow NewWindow() => new(options.RequestsPerMinute, time);

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
