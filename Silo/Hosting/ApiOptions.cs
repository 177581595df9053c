using System.ComponentModel.DataAnnotations;
using LearningActors.Configuration;

namespace LearningActors.Hosting;

/// <summary>What the API gives to each key.</summary>
internal sealed class ApiOptions
{
    /// <summary>
    /// Requests that a key or person without a limit of their own may send in a minute, to all hosts together; what comes beyond
    /// is answered 429.
    /// </summary>
    [Range(1, 100_000_000)]
    public int RequestsPerMinute { get; set; } = 6_000_000;

    /// <summary>
    /// The longest file that can be imported; a longer one is answered 413. Its text is held in memory while it is read.
    /// </summary>
    [Range(1_000, 1_000_000_000)]
    public int MaxImportBytes { get; set; } = 50_000_000;

    /// <summary>Web pages of other sites that may rate with a token.</summary>
    [Origins]
    public string PageOrigins { get; set; } = "";

    /// <summary>How many days ago a logged or replayed explanation may have been generated (<c>generated_at</c>).</summary>
    [Range(0, 36_500)]
    public int MaxBackfillDays { get; set; } = 730;
}
