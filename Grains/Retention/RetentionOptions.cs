using System.ComponentModel.DataAnnotations;

namespace LearningActors.Retention;

/// <summary>How long explanations and votes stay in the database: section <c>Retention</c> of the configuration.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// After so many days explanations and votes are archived, and removed from the database; null keeps them for ever. Sums, experiments,
    /// decisions and the audit trail stay. Below 400 days the votes of an experiment and its holdout would be gone before both end.
    /// </summary>
    [Range(400, 36_500)]
    public int? FactsDays { get; set; }

    /// <summary>
    /// Where archives are written, on a disk that every silo reaches; empty for the folder <c>archives</c> of <c>LEARNING_HOME</c>.
    /// </summary>
    public string Directory { get; set; } = "";

    /// <summary>Sets the folder where none is configured.</summary>
    /// <param name="home"><c>LEARNING_HOME</c>.</param>
    public void BeginAt(string home) => Directory = Directory.Length > 0 ? Directory : Path.Combine(home, "archives");
}
