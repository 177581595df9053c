namespace LearningActors.AlgorithmChanges;

/// <summary>Why something was not done to a change of the algorithm. Nothing was changed.</summary>
/// <param name="Kind">What the caller can do about it.</param>
/// <param name="Reason">A sentence.</param>
[GenerateSerializer, Immutable, Alias("AlgorithmChangeRefusal")]
public sealed record AlgorithmChangeRefusal(AlgorithmChangeRefusalKind Kind, string Reason);

/// <summary>Why a change of the algorithm is not decided, implemented or ended.</summary>
[GenerateSerializer, Alias("AlgorithmChangeRefusalKind")]
public enum AlgorithmChangeRefusalKind
{
    /// <summary>There never was a change of this id.</summary>
    Unknown,

    /// <summary>It is neither proposed nor deferred, so that nothing is left to decide.</summary>
    Decided,

    /// <summary>Nobody decided to implement it.</summary>
    NotAccepted,

    /// <summary>The version with the change is the version before it.</summary>
    SameVersion,

    /// <summary>The first day of the new version is still to come.</summary>
    InFuture,

    /// <summary>It is not being validated, so that no validation can end.</summary>
    NotValidating,

    /// <summary>The four weeks that are compared are not over, so that it can't be kept.</summary>
    Incomplete,
}
