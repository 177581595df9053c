using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>Actions and how they are written.</summary>
public sealed class ActionTests
{
    [Fact]
    public void EveryActionIsReadAsItIsWrittenInUpperAndLowerCase()
    {
        foreach (var action in Enum.GetValues<RecommendedAction>())
            Assert.Equal(
                (action, action),
                (Actions.FindRecommended(action.Text()), Actions.FindRecommended(action.Text().ToLowerInvariant()))
            );
        foreach (var action in Enum.GetValues<ExecutionAction>())
            Assert.Equal((action, action), (Actions.FindExecuted(action.Text()), Actions.FindExecuted(action.Text().ToUpperInvariant())));
        Assert.Null(Actions.FindRecommended("assigned"));
        Assert.Null(Actions.FindExecuted("WAIT"));
    }

    [Fact]
    public void WhatIsExecutedWhereARecommendationIsFollowedIsWrittenTheSame()
    {
        foreach (var action in Enum.GetValues<RecommendedAction>())
            Assert.Equal(Actions.FindExecuted(action.Text()), action.AsExecuted());
    }
}
