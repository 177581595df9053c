namespace LearningActors.Client;

/// <summary>The loss at a step of the training.</summary>
public sealed record LossPoint
{
    /// <summary>The step, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>On what is trained on; null where it was not said.</summary>
    public required double? Train { get; init; }

    /// <summary>On what is held out; null where it was not said.</summary>
    public required double? Test { get; init; }
}
