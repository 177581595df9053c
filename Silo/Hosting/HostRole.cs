namespace LearningActors.Hosting;

/// <summary>What a process is in the service.</summary>
public enum HostRole
{
    /// <summary>The whole service: the API beside the grains.</summary>
    All,

    /// <summary>Grains without the API, for front ends in other processes.</summary>
    Silo,

    /// <summary>The API without grains: a client of the silos.</summary>
    Api,
}
