using LearningActors.Client;

namespace LearningActors.Tests.Http;

/// <summary>What refused requests are answered.</summary>
internal static class Problems
{
    /// <summary>The problem details of an answer.</summary>
    internal static async Task<Problem> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var problem = Problem.Read(text);
        Assert.True(problem is not null, $"{(int)response.StatusCode}: {text}");
        return problem;
    }

    /// <summary>The only field that is at fault.</summary>
    internal static async Task<string> FieldAsync(HttpResponseMessage response) => Assert.Single((await ReadAsync(response)).Errors!).Key;
}
