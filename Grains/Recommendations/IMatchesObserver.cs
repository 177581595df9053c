namespace LearningActors.Recommendations;

/// <summary>Is told when matches or outcomes of former days have changed. What changed stands in the ledger.</summary>
public interface IMatchesObserver
{
    /// <summary>Does what follows. It is told again where it fails, or the silo dies.</summary>
    Task ChangedAsync(IGrainFactory grains);
}
