namespace LearningActors.Operations;

/// <summary>Whether this silo can do its work.</summary>
public interface IReadiness
{
    /// <summary>The database answers, and takes what is written.</summary>
    Task<bool> IsReadyAsync();
}
