namespace LearningActors.Ledger;

/// <summary>The advisory locks of the database that this service takes, each with its key. A key never changes.</summary>
internal enum AdvisoryLock : long
{
    /// <summary>Whoever brings the schema up to date.</summary>
    Schema = 0x4C45_4152_4E01,

    /// <summary>Whoever hosts grains: one embedded host, or the silos of a cluster together.</summary>
    Host = 0x4C45_4152_4E02,

    /// <summary>Whoever rolls days up.</summary>
    RollUp = 0x4C45_4152_4E03,

    /// <summary>Whoever reconciles days or tracks outcomes.</summary>
    Reconciliation = 0x4C45_4152_4E06,

    /// <summary>Whoever adds an entry to the audit trail; the trigger in <c>deploy/postgres</c> takes it.</summary>
    Audit = 0x4C45_4152_4E07,

    /// <summary>Whoever changes who may do everything.</summary>
    People = 0x4C45_4152_4E08,
}
