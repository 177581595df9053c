using System.Net;

namespace LearningActors.Desk;

/// <summary>The desk cannot go on. The message says what to do.</summary>
public sealed class DeskException(string message) : Exception(message)
{
    /// <summary>What the service answered; null where it is not about an answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The service says that the request is wrong: sending it again is in vain.</summary>
    public bool IsAboutTheRequest => Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge;
}
