using System.ComponentModel.DataAnnotations;

namespace LearningActors.Hosting;

/// <summary>What the API gives to each key.</summary>
internal sealed class ApiOptions
{
    /// <summary>Requests that a key may send to a host in a minute; what comes beyond is answered 429.</summary>
    [Range(1, 100_000_000)]
    public int RequestsPerMinute { get; set; } = 6_000_000;
}
