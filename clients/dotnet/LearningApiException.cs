using System.Net;

namespace LearningActors.Client;

/// <summary>The service refused a request, or did not take it after every attempt. The message holds its answer.</summary>
public sealed class LearningApiException(string message) : Exception(message)
{
    /// <summary>The status of the answer.</summary>
    public required HttpStatusCode Status { get; init; }

    /// <summary>What went wrong, for people: the detail of the problem, or the message where there is none.</summary>
    public string Detail { get; init; } = message;

    /// <summary>What the service says of it; null where the answer came from something else, such as a proxy.</summary>
    public Problem? Problem { get; init; }

    /// <summary>How long the service asks to wait before the request is sent again; null where it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The refusal that an answer is.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="request">What was asked, for the message.</param>
    internal static async Task<LearningApiException> OfAsync(HttpResponseMessage response, string request)
    {
        var answer = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        var message = $"{request} was answered {(int)response.StatusCode}: {answer}";
        var problem = Problem.Read(answer);
        return new LearningApiException(message)
        {
            Status = response.StatusCode,
            Detail = problem?.Detail ?? message,
            Problem = problem,
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    /// <summary>The service says that the request itself is wrong: sending it again can't succeed.</summary>
    public bool IsAboutTheRequest => Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge;
}
