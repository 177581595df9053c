using System.ComponentModel.DataAnnotations;

namespace LearningActors.Recommendations;

/// <summary>How outcomes are found.</summary>
public sealed class OutcomeOptions
{
    /// <summary>
    /// Days after its last trading day until an option that no row ends counts as expired. Brokers post expirations a day
    /// or two later; a row that comes after all revises it.
    /// </summary>
    [Range(0, 36_500)]
    public int InferExpirationAfterDays { get; set; } = 3;

    /// <summary>
    /// Seconds from an arrival until the days that it touches are reconciled: what arrives together is done once.
    /// </summary>
    [Range(0, 3600)]
    public int ReconcileAfterSeconds { get; set; } = 2;
}
