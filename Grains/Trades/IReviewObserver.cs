namespace LearningActors.Trades;

/// <summary>Is told of new reviews, after they are committed.</summary>
public interface IReviewObserver
{
    /// <summary>A strategy rule has new reviews. A failure is logged; whoever needs them finds them in the ledger, later.</summary>
    Task ReviewedAsync(string rule);
}
