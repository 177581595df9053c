namespace LearningActors.Client;

/// <summary>Replaces a key by a new one of the same name and scopes.</summary>
public sealed record RotationInput
{
    /// <summary>Hours that the former key may still call. 0 to 720. By default <c>24</c>.</summary>
    public int? OverlapHours { get; init; }
}
