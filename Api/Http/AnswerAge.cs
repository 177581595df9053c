using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace LearningActors.Http;

/// <summary>Says of answers from a cache or a snapshot how old they are: RFC 9111, section 5.1.</summary>
internal static class AnswerAge
{
    /// <summary>Sets <c>Age</c>: whole seconds since <paramref name="asOf"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asOf">When that was read which the answer follows from, UTC.</param>
    internal static void ShowAge(this HttpContext context, DateTimeOffset asOf)
    {
        var age = context.RequestServices.GetRequiredService<IClock>().UtcNow - asOf;
        context.Response.Headers.Age = Math.Max(0, (long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
