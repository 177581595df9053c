using System.Net;
using LearningActors.Client;
using ModelContextProtocol;

namespace LearningActors.Mcp;

/// <summary>Tells an agent why something was not done, so that it can say so or do better.</summary>
internal static class ToolFaults
{
    /// <summary>Runs a tool; what goes wrong is said in words, since an agent sees nothing else.</summary>
    internal static async Task<T> NamedAsync<T>(string tool, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (LearningApiException exception) when (exception.Status == HttpStatusCode.Forbidden)
        {
            throw new McpException(
                $"{tool} was not done: the key in LEARNING_API_KEY may not do this (403). {exception.Detail} Ask whoever runs the service "
                    + "for a key with that scope."
            );
        }
        catch (LearningApiException exception) when (exception.Status == HttpStatusCode.Unauthorized)
        {
            throw new McpException($"{tool} was not done: the service does not know the key in LEARNING_API_KEY (401). {exception.Detail}");
        }
        catch (LearningApiException exception)
        {
            throw Refused(exception.Detail, exception.Problem?.Errors);
        }
        catch (HttpRequestException exception)
        {
            throw new McpException($"{tool} was not done, or nobody knows: the service does not answer. {exception.Message}");
        }
    }

    /// <summary>The service refused what was sent.</summary>
    internal static McpException Refused(string why, IReadOnlyDictionary<string, IReadOnlyList<string>>? errors) =>
        new(
            errors is null
                ? $"Nothing was stored. {why}"
                : $"Nothing was stored. {string.Join(" ", errors.Select(one => $"{one.Key}: {string.Join(" ", one.Value)}"))}"
        );
}
