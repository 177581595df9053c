using LearningActors.Ledger;

namespace LearningActors.Feedback;

/// <summary>What the grains of votes need.</summary>
internal static class FeedbackServices
{
    internal static IServiceCollection AddFeedback(this IServiceCollection services) =>
        services.AddLedgerWriter<IFeedbackLedger, PostgresFeedbackLedger>();
}
