namespace LearningActors.Http;

/// <summary>Tells whether this host knows who may call: before a silo has answered, it does not.</summary>
internal interface ICallersKnown
{
    /// <summary>The keys were read once at least.</summary>
    bool AreKnown { get; }
}
