namespace LearningActors;

/// <summary>The keys of workers that run where the request came in and whose calls can be cancelled.</summary>
/// <remarks>
/// Orleans takes a cancellation to any activation of a stateless worker, which need not be the one at work. So such a worker has
/// one activation for a key in a silo (<c>[StatelessWorker(1)]</c>), and callers spread over several keys.
/// </remarks>
public static class LocalWorker
{
    /// <summary>Keys for each kind of worker.</summary>
    public const int Keys = 16;

    /// <summary>Any key of a kind, such as <c>explainer:7</c>.</summary>
    public static string AnyKey(string kind) => $"{kind}:{Random.Shared.Next(Keys)}";
}
