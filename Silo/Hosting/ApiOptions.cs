using System.ComponentModel.DataAnnotations;
using LearningActors.Configuration;

namespace LearningActors.Hosting;

/// <summary>What the API gives to each key.</summary>
internal sealed class ApiOptions
{
    /// <summary>Requests that a caller may send to all hosts in a minute; what comes beyond is answered 429.</summary>
    [Range(1, 100_000_000)]
    public int RequestsPerMinute { get; set; } = 6_000_000;

    /// <summary>The longest file that can be imported; a longer one is answered 413. Its text is held in memory while it is read.</summary>
    [Range(1_000, 1_000_000_000)]
    public int MaxImportBytes { get; set; } = 50_000_000;

    /// <summary>Web pages of other sites that may rate with a token: origins with commas between.</summary>
    [Origins]
    public string PageOrigins { get; set; } = "";

    /// <summary>How many days ago a logged explanation may have been generated.</summary>
    [Range(0, 36_500)]
    public int MaxBackfillDays { get; set; } = 730;
}
