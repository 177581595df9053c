using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Http;

/// <summary>How many requests each key may send in a minute to this process.</summary>
/// <remarks>
/// A window of a minute for each key, by ASP.NET Core's limiter. The headers follow draft-ietf-httpapi-ratelimit-headers: the
/// policy is <c>"key";q=&lt;requests&gt;;w=60</c>, and what is left <c>"key";r=&lt;requests&gt;;t=&lt;seconds&gt;</c>.
/// </remarks>
internal sealed class KeyLimits(LearningApiOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, KeyWindow> _windows = new(StringComparer.Ordinal);
    private readonly string _policy = string.Create(CultureInfo.InvariantCulture, $"\"key\";q={options.RequestsPerMinute};w=60");

    /// <summary>Makes ASP.NET Core's limiter ask the window of the key; requests without a key are not counted.</summary>
    internal static void Configure(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.User.Identity is KeyIdentity { Key.Name: var name }
                ? RateLimitPartition.Get(name, key => Of(context).WindowOf(key))
                : RateLimitPartition.GetNoLimiter("")
        );
        limiter.OnRejected = async (rejected, _) =>
        {
            var context = rejected.HttpContext;
            var limits = Of(context);
            var window = limits.WindowOf(context.Key().Name);
            limits.Show(context, window);
            await Problems
                .TooManyRequests(
                    context,
                    TimeSpan.FromSeconds(window.SecondsLeft),
                    $"This key may send {window.Limit} requests in a minute.",
                    "Too many requests."
                )
                .ExecuteAsync(context);
        };
    }

    /// <summary>Says in each answer to a key what is left.</summary>
    internal static Task AddHeadersAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity is KeyIdentity { Key.Name: var name })
        {
            var limits = Of(context);
            limits.Show(context, limits.WindowOf(name));
        }

        return next(context);
    }

    public void Dispose()
    {
        foreach (var window in _windows.Values)
            window.Dispose();
    }

    private void Show(HttpContext context, KeyWindow window)
    {
        context.Response.Headers["RateLimit-Policy"] = _policy;
        context.Response.Headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"key\";r={window.Remaining};t={window.SecondsLeft}"
        );
    }

    private KeyWindow WindowOf(string key) => _windows.GetOrAdd(key, _ => new KeyWindow(options.RequestsPerMinute, time));

    private static KeyLimits Of(HttpContext context) => context.RequestServices.GetRequiredService<KeyLimits>();
}
