using System.ComponentModel.DataAnnotations;

namespace LearningActors.Retention;

/// <summary>How long explanations and votes stay in the database: section <c>Retention</c> of the configuration.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    /// <summary>
    /// After so many days explanations and votes are archived, and removed from the database; null keeps them for ever. Sums, experiments,
    /// decisions and the audit trail stay. Below 400 days the votes of an experiment and its holdout would be gone before both end. A host
    /// that only takes requests needs it, too, and then takes no older explanations.
    /// </summary>
    [Range(400, 36_500)]
    public int? FactsDays { get; set; }

    /// <summary>Where archives are written: a folder on a disk that stays, and that every silo reaches.</summary>
    public string Directory { get; set; } = "";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FactsDays is not null && Directory.Length == 0)
            yield return new ValidationResult(
                "a folder on a disk that stays and that every silo reaches, since FactsDays archives",
                [nameof(Directory)]
            );
    }
}
