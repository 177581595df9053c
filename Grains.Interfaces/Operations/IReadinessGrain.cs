namespace LearningActors.Operations;

/// <summary>Whether the silo that took the request can do its work. Key: <c>readiness</c>.</summary>
[Alias("IReadinessGrain")]
public interface IReadinessGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "readiness";

    /// <summary>The database answers, and takes what is written.</summary>
    [Alias("IsReady")]
    Task<bool> IsReady();
}
