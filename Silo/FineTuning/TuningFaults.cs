using System.ClientModel;
using System.Text.Json;

namespace LearningActors.FineTuning;

/// <summary>Tells what can be done about a provider that did not do what it was asked for.</summary>
internal static class TuningFaults
{
    /// <summary>Makes a call whose faults are told apart.</summary>
    /// <exception cref="TuningProviderException">The call failed.</exception>
    internal static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ClientResultException exception) when (exception.Status is >= 400 and < 500 and not (408 or 409 or 425 or 429))
        {
            throw Of(exception);
        }
        catch (Exception exception)
            when (exception
                    is ClientResultException
                        or HttpRequestException
                        or IOException
                        or OperationCanceledException
                        or TimeoutException
                        or AggregateException
                        or JsonException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
                        or KeyNotFoundException
            )
        {
            // Also where an answer can't be read: what was asked for may have been done.
            throw new TuningProviderException(TuningFault.Passing, $"The provider did not answer: {exception.Message}", exception);
        }
    }

    private static TuningProviderException Of(ClientResultException exception)
    {
        var said = Read(exception);
        var message = said?.Message is { Length: > 0 } text ? text : exception.Message;
        var isOfFile = said?.Param is "training_file" or "validation_file" || message.Contains("file", StringComparison.OrdinalIgnoreCase);
        var isGone =
            exception.Status == 404
            || Says(message, "expired")
            || Says(message, "not found")
            || Says(message, "no such")
            || Says(message, "does not exist")
            || Says(message, "deleted");
        var fault =
            said?.Code == "model_not_found" || (said?.Param == "model" && isGone) ? TuningFault.ModelUnknown
            : isOfFile && isGone ? TuningFault.FileGone
            : TuningFault.Refused;
        return new TuningProviderException(fault, $"The provider refuses ({exception.Status}): {message}", exception);
    }

    private static bool Says(string message, string part) => message.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static FaultAnswer? Read(ClientResultException exception)
    {
        try
        {
            return exception.GetRawResponse()?.Content is { } content
                ? JsonSerializer.Deserialize<ErrorAnswer>(content, TuningAnswers.Json)?.Error
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record ErrorAnswer(FaultAnswer? Error);
}
