using LearningActors.Experiments;
using static LearningActors.Tests.Experiments.SimpleExperiment;

namespace LearningActors.Tests.Experiments;

/// <summary>What each look had to reach is what its decision was made by.</summary>
public sealed class LookResultTests
{
    [Fact]
    public void TheBoundaryOfALookIsTheOneThatHeldThen()
    {
        var experiment = Begin(Plan(2)) with { RequiredPerArm = 1000 };
        foreach (var week in Enumerable.Range(1, 4))
            experiment = experiment.LookOn(
                7 * week,
                Arm("v1.0", 200 * week, 120 * week),
                Arm("v1.1", 200 * week, 122 * week),
                Arm("v1.2", 200 * week, 125 * week)
            );
        var course = GroupSequentialRule.Course(experiment);
        Assert.Equal(4, course.Length);
        foreach (var look in Enumerable.Range(1, 4))
        {
            var then = DecisionRules.Decide(experiment with { Looks = experiment.Looks[..look] });
            Assert.Equal(then.Challengers.Select(one => one.Boundary!.Value), course[look - 1].Select(one => one.Boundary!.Value));
            Assert.Equal(0.2 * look, course[look - 1][0].Fraction, 10);
            Assert.All(course[look - 1], one => Assert.False(one.HasCrossed));
        }

        // The later the look, the less is to be reached.
        Assert.Equal(course.Select(look => look[0].Boundary).OrderDescending(), course.Select(look => look[0].Boundary));
    }

    [Fact]
    public void WhoCrossesGivesItsPartOfTheLevelToTheOthers()
    {
        var experiment = Begin(Plan(2)) with { RequiredPerArm = 1000 };
        experiment = experiment.LookOn(7, Arm("v1.0", 500, 300), Arm("v1.1", 500, 305), Arm("v1.2", 500, 450));
        var (first, second) = (GroupSequentialRule.Course(experiment)[0][0], GroupSequentialRule.Course(experiment)[0][1]);
        Assert.Equal((false, true), (first.HasCrossed, second.HasCrossed));
        // One of two has the half of the level, the only one left all of it.
        Assert.True(first.Boundary < second.Boundary, $"{first.Boundary} {second.Boundary}");
        // It stays crossed, though its figures fall.
        experiment = experiment.LookOn(14, Arm("v1.0", 800, 480), Arm("v1.1", 800, 490), Arm("v1.2", 800, 480));
        Assert.True(GroupSequentialRule.Course(experiment)[1][1].HasCrossed);
    }

    [Fact]
    public void ALookWithNothingNewHasNoBoundaryOfItsOwn()
    {
        var experiment = Begin(Plan()) with { RequiredPerArm = 1000 };
        experiment = experiment
            .LookOn(7, Arm("v1.0", 500, 300), Arm("v1.1", 500, 305))
            .LookOn(14, Arm("v1.0", 500, 300), Arm("v1.1", 500, 305));
        Assert.NotNull(GroupSequentialRule.Course(experiment)[0][0].Boundary);
        Assert.Null(GroupSequentialRule.Course(experiment)[1][0].Boundary);
        Assert.Empty(GroupSequentialRule.Course(Begin(Plan())));
    }
}
