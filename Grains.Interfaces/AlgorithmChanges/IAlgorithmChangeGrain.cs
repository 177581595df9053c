using System.Collections.Immutable;
using LearningActors.Patterns;

namespace LearningActors.AlgorithmChanges;

/// <summary>
/// One proposed change of the algorithm, from its detection to its end. Key: its id, such as <c>expiration-shift.longer.1</c>.
/// </summary>
[Alias("IAlgorithmChangeGrain")]
public interface IAlgorithmChangeGrain : IGrainWithStringKey
{
    /// <summary>
    /// The pattern was seen in a week: proposes the change, or strengthens it. Seen again in the same week, it takes the place
    /// of what was seen then.
    /// </summary>
    /// <returns>The change as it is then; one that has ended takes no evidence.</returns>
    [Alias("Observe")]
    Task<AlgorithmChange> Observe(Pattern pattern, IsoWeek week, string by);

    /// <summary>The pattern is not seen in a week any more. A change without evidence is withdrawn, unless somebody accepted it.</summary>
    [Alias("Withdraw")]
    Task Withdraw(IsoWeek week, string by);

    /// <summary>The change; null where there is none.</summary>
    [Alias("Get")]
    Task<AlgorithmChange?> Get();

    /// <summary>A person decides.</summary>
    /// <returns>Null where it is done.</returns>
    [Alias("Decide")]
    Task<AlgorithmChangeRefusal?> Decide(CandidateDecision decision, string reason, string by);

    /// <summary>The change was implemented: its validation begins.</summary>
    /// <returns>Null where it is done.</returns>
    [Alias("Implement")]
    Task<AlgorithmChangeRefusal?> Implement(Implementation implementation, string by);

    /// <summary>The weeks after against the weeks before as they stand now; null where it is not implemented.</summary>
    [Alias("Validate"), ResponseTimeout("00:01:00")]
    Task<ValidationReport?> Validate();

    /// <summary>Once the four weeks are over, keeps the comparison and asks a person to end it. Doing it again changes nothing.</summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("FollowUp"), ResponseTimeout("00:01:00")]
    Task<string> FollowUp(string by);

    /// <summary>A person ends the validation.</summary>
    /// <returns>Null where it is done.</returns>
    [Alias("Conclude"), ResponseTimeout("00:01:00")]
    Task<AlgorithmChangeRefusal?> Conclude(ValidationOutcome outcome, string reason, string by);
}

/// <summary>Finds changes, and brings patterns to theirs. Key: <c>algorithm-changes</c>.</summary>
[Alias("IAlgorithmChangesGrain")]
public interface IAlgorithmChangeListGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "algorithm-changes";

    /// <summary>
    /// Brings the patterns of a week to the open changes that they strengthen, or to new ones; takes the week from those whose
    /// pattern it does not show any more.
    /// </summary>
    /// <returns>The changes that wait for a decision or are under way, in the order of the patterns.</returns>
    [Alias("Observe"), ResponseTimeout("00:01:00")]
    Task<ImmutableArray<SummaryCandidate>> Observe(IsoWeek week, ImmutableArray<Pattern> patterns, string by);

    /// <summary>A part of the changes.</summary>
    /// <param name="status">Of this status; null for all.</param>
    /// <param name="request">Which part.</param>
    [Alias("ListPart")]
    Task<ListPart<AlgorithmChange>> List(AlgorithmChangeStatus? status, ListRequest<AlgorithmChangeSort> request);

    /// <summary>The ids of all changes of a status.</summary>
    [Alias("ListIds")]
    Task<ImmutableArray<string>> ListIds(AlgorithmChangeStatus status);
}

/// <summary>What changes are sorted by.</summary>
[GenerateSerializer, Alias("AlgorithmChangeSort")]
public enum AlgorithmChangeSort
{
    /// <summary>When the last step of its history was taken.</summary>
    UpdatedAt,

    /// <summary>The pattern and the number, so that those of a pattern stand together.</summary>
    Id,
}
