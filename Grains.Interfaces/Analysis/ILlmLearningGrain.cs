namespace LearningActors.Analysis;

/// <summary>How the explanations do, week by week, beside what is wanted of them. Key: <c>weeks:13</c>, from 1 to 26.</summary>
[Alias("ILlmLearningGrain")]
public interface ILlmLearningGrain : IGrainWithStringKey
{
    /// <summary>The figures, at most five seconds old, or ten times what working them out takes where that is longer.</summary>
    /// <param name="fresh">Reads them anew whatever their age.</param>
    [Alias("Get"), ResponseTimeout("00:02:00")]
    Task<LlmLearning> Get(bool fresh);
}

/// <summary>The keys of <see cref="ILlmLearningGrain"/>.</summary>
public static class LlmLearningKey
{
    /// <summary>The key for so many ISO weeks, the present one included.</summary>
    public static string Of(int weeks) => $"weeks:{weeks}";
}
