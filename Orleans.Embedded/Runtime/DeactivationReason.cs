namespace Orleans
{
    /// <summary>Why an activation ends.</summary>
    public enum DeactivationReasonCode : byte
    {
        None,
        ShuttingDown,
        ActivationFailed,
        DirectoryFailure,
        ActivationIdle,
        ActivationUnresponsive,
        DuplicateActivation,
        IncompatibleRequest,
        ApplicationError,
        ApplicationRequested,
        Migrating,
        RuntimeRequested,
        HighMemoryPressure,
    }

    /// <summary>Why an activation ends, in code and words.</summary>
    public readonly record struct DeactivationReason(DeactivationReasonCode ReasonCode, string Description);
}

namespace Orleans.Runtime
{
    /// <summary>The activation that a grain lives in.</summary>
    public interface IGrainContext
    {
        /// <summary>The identity of the grain.</summary>
        GrainId GrainId { get; }

        /// <summary>The services of the host.</summary>
        IServiceProvider ActivationServices { get; }

        /// <summary>Ends the activation when the requests under way have ended.</summary>
        void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
    }

    /// <summary>A failure of the runtime itself.</summary>
    public class OrleansException(string message, Exception? inner = null) : Exception(message, inner);

    /// <summary>A request was not taken.</summary>
    public class OrleansMessageRejectionException(string message) : OrleansException(message);

    /// <summary>The silo that was asked is not there, or not any more.</summary>
    public sealed class SiloUnavailableException(string message) : OrleansMessageRejectionException(message);
}

namespace Orleans.Runtime.Messaging
{
    /// <summary>
    /// A silo could not be reached. Nothing throws it in one process; the name is kept so that callers treat both runtimes alike.
    /// </summary>
    public sealed class ConnectionFailedException(string message) : OrleansException(message);
}
