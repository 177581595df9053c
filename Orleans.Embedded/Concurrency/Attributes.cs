namespace Orleans.Concurrency
{
    /// <summary>The requests of this grain may interleave at their awaits. Each turn still runs alone.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class ReentrantAttribute : Attribute;

    /// <summary>The method changes nothing: it may interleave with other read-only requests.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ReadOnlyAttribute : Attribute;

    /// <summary>The method may interleave with every request.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class AlwaysInterleaveAttribute : Attribute;

    /// <summary>The caller does not wait for the method, and does not learn of its exceptions.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class OneWayAttribute : Attribute;

    /// <summary>As many activations of one id as there is work for, up to <paramref name="maxLocalWorkers"/> in a silo.</summary>
    /// <param name="maxLocalWorkers">The most activations in one silo; by default one for each processor.</param>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StatelessWorkerAttribute(int maxLocalWorkers = -1) : Attribute
    {
        /// <summary>The most activations in one silo.</summary>
        public int MaxLocalWorkers { get; } = maxLocalWorkers > 0 ? maxLocalWorkers : Environment.ProcessorCount;
    }
}

namespace Orleans
{
    /// <summary>How long a caller waits for an answer of this method before it gets a <see cref="TimeoutException"/>.</summary>
    /// <param name="timeout">A <see cref="TimeSpan"/> as text, such as <c>00:00:05</c>.</param>
    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface)]
    public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
    {
        /// <summary>How long a caller waits.</summary>
        public TimeSpan? Timeout { get; } = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);
    }
}

namespace Orleans.CodeGeneration
{
    /// <summary>The version of a grain's interface: callers of a newer one are not answered by a silo that has an older one.</summary>
    /// <param name="version">The version; 0 where there is none.</param>
    [AttributeUsage(AttributeTargets.Interface)]
    public sealed class VersionAttribute(ushort version) : Attribute
    {
        /// <summary>The version. In one process there is only one.</summary>
        public ushort Version { get; } = version;
    }
}
