using System.ComponentModel.DataAnnotations;

namespace LearningActors.Access;

/// <summary>How long somebody stays signed in.</summary>
internal sealed class AccessOptions
{
    /// <summary>How long somebody stays signed in who does nothing.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long somebody stays signed in at the most.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromDays(7);
}
