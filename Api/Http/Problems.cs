using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>Answers that say what went wrong: RFC 9457 problem details, with <c>errors</c> by field.</summary>
internal static class Problems
{
    internal static IResult BadFields(IDictionary<string, string[]> errors) =>
        Of(
            StatusCodes.Status400BadRequest,
            "The request is not valid. Nothing was stored.",
            string.Join(" ", errors.Take(5).Select(error => $"{error.Key}: {error.Value[0]}")),
            errors
        );

    internal static IResult BadField(string field, string message) => BadFields(new Dictionary<string, string[]> { [field] = [message] });

    internal static IResult NotFound(string field, string value) =>
        Of(
            StatusCodes.Status404NotFound,
            "Not found.",
            $"{field}: '{value}' is unknown.",
            new Dictionary<string, string[]> { [field] = [$"'{value}' is unknown."] }
        );

    internal static IResult Conflict(string field, string message) =>
        Of(
            StatusCodes.Status409Conflict,
            "That can't be done now. Nothing was changed.",
            $"{field}: {message}",
            new Dictionary<string, string[]> { [field] = [message] }
        );

    /// <summary>Somebody was faster: what was decided on is not what there is.</summary>
    /// <param name="current">What there is now.</param>
    /// <param name="detail">What has changed.</param>
    internal static IResult Changed(object current, string detail) =>
        TypedResults.Problem(
            detail,
            statusCode: StatusCodes.Status412PreconditionFailed,
            title: "It has changed meanwhile. Nothing was changed by this request.",
            extensions: new Dictionary<string, object?> { ["current"] = current }
        );

    internal static IResult Unprocessable(string field, string message) =>
        Of(
            StatusCodes.Status422UnprocessableEntity,
            "The request contradicts an earlier one. Nothing was changed.",
            $"{field}: {message}",
            new Dictionary<string, string[]> { [field] = [message] }
        );

    internal static IResult TooLarge(long limit) =>
        Of(
            StatusCodes.Status413PayloadTooLarge,
            "The request is too large. Nothing was stored.",
            $"body: at most {limit} bytes are taken.",
            new Dictionary<string, string[]> { ["body"] = [$"At most {limit} bytes are taken."] }
        );

    internal static IResult TooManyRequests(
        HttpContext context,
        TimeSpan retryAfter,
        string detail,
        string title = "Too many explanations rated."
    )
    {
        SetRetryAfter(context, retryAfter);
        return Of(StatusCodes.Status429TooManyRequests, title, detail);
    }

    internal static IResult Unavailable(HttpContext context, string detail, string title = "The service is not available now.")
    {
        SetRetryAfter(context, TimeSpan.FromSeconds(1));
        return Of(StatusCodes.Status503ServiceUnavailable, title, detail);
    }

    /// <summary>No silo has answered since this process started, so that the keys are not known either.</summary>
    internal static IResult NotConnected(HttpContext context) =>
        Unavailable(context, "No silo has answered yet, so that the keys are not known.", "No silo answers.");

    internal static IResult Of(int status, string title, string detail, IDictionary<string, string[]>? errors = null) =>
        TypedResults.Problem(
            detail,
            statusCode: status,
            title: title,
            extensions: errors is null ? null : new Dictionary<string, object?> { ["errors"] = errors }
        );

    private static void SetRetryAfter(HttpContext context, TimeSpan retryAfter) =>
        context.Response.Headers.RetryAfter = ((long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
