namespace LearningActors.Ledger;

/// <summary>The ledger took nothing, or cannot say whether it did. Sending the same again is safe.</summary>
[GenerateSerializer, Alias("LedgerUnavailableException")]
public sealed class LedgerUnavailableException : Exception
{
    /// <summary>Without words.</summary>
    public LedgerUnavailableException() { }

    /// <summary>With what the caller should know.</summary>
    public LedgerUnavailableException(string message)
        : base(message) { }

    /// <summary>With what the caller should know, and the cause.</summary>
    public LedgerUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }
}
