namespace LearningActors.Tests;

/// <summary>A test that needs something; where it is missing, the test's name says why it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class FactWhereAttribute : FactAttribute
{
    /// <summary>Skips where something is missing.</summary>
    /// <param name="missing">Why the test is skipped, a sentence; null where it runs.</param>
    /// <param name="test">The test.</param>
    protected FactWhereAttribute(string? missing, string test)
    {
        if (missing is null)
            return;
        Skip = missing;
        DisplayName = $"{test} [skipped: {missing}]";
    }
}
