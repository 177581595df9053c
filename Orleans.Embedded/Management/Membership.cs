using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>The address of a silo.</summary>
    public sealed record SiloAddress(string Value)
    {
        /// <summary>The address as it is written where it is read again.</summary>
        public string ToParsableString() => Value;

        /// <inheritdoc />
        public override string ToString() => Value;
    }

    /// <summary>Where a silo stands in its life. The only silo here is active for as long as it can be asked.</summary>
    public enum SiloStatus
    {
        None,
        Created,
        Joining,
        Active,
        ShuttingDown,
        Stopping,
        Dead,
    }

    /// <summary>The silo of this process.</summary>
    public interface ILocalSiloDetails
    {
        /// <summary>The name of the silo.</summary>
        string Name { get; }

        /// <summary>The machine.</summary>
        string DnsHostName { get; }

        /// <summary>The address of the silo.</summary>
        SiloAddress SiloAddress { get; }
    }

    internal sealed class LocalSilo(TimeProvider time) : ILocalSiloDetails
    {
        public string Name { get; } = $"Silo_{Environment.ProcessId}";

        public string DnsHostName { get; } = Environment.MachineName;

        public SiloAddress SiloAddress { get; } = new($"embedded:{Environment.ProcessId}");

        internal DateTime StartTime { get; } = time.GetUtcNow().UtcDateTime;
    }
}

namespace Orleans
{
    /// <summary>A silo in the membership.</summary>
    public sealed class MembershipEntry
    {
        /// <summary>The address.</summary>
        public required SiloAddress SiloAddress { get; set; }

        /// <summary>Where it stands in its life.</summary>
        public SiloStatus Status { get; set; }

        /// <summary>Who did not reach it, and when; there is nobody here.</summary>
        public List<Tuple<SiloAddress, DateTime>>? SuspectTimes { get; set; }

        /// <summary>The machine.</summary>
        public string HostName { get; set; } = "";

        /// <summary>The name of the silo.</summary>
        public string SiloName { get; set; } = "";

        /// <summary>When it started, UTC.</summary>
        public DateTime StartTime { get; set; }

        /// <summary>When it last said that it lives, UTC.</summary>
        public DateTime IAmAliveTime { get; set; }
    }
}
