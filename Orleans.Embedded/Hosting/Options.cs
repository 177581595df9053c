using Npgsql;
using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Which service the states and reminders belong to.</summary>
public sealed class ClusterOptions
{
    /// <summary>The service: it stays the same for as long as the data lives.</summary>
    public string ServiceId { get; set; } = "default";

    /// <summary>The cluster. One process has none; the name is kept so that settings move between the runtimes.</summary>
    public string ClusterId { get; set; } = "default";
}

/// <summary>How calls wait.</summary>
public sealed class SiloMessagingOptions
{
    /// <summary>How long a caller waits for an answer.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>When idle activations end.</summary>
public sealed class GrainCollectionOptions
{
    /// <summary>How often they are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Not used for so long, an activation ends.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);
}

/// <summary>Where grain states are stored.</summary>
public sealed class AdoNetGrainStorageOptions
{
    /// <summary>The ADO.NET provider; only <c>Npgsql</c> here.</summary>
    public string Invariant { get; set; } = "Npgsql";

    /// <summary>The database, unless <see cref="DataSource"/> is given.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The database.</summary>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>How states become bytes.</summary>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;
}

/// <summary>Where reminders are stored.</summary>
public sealed class AdoNetReminderTableOptions
{
    /// <summary>The ADO.NET provider; only <c>Npgsql</c> here.</summary>
    public string Invariant { get; set; } = "Npgsql";

    /// <summary>The database, unless <see cref="DataSource"/> is given.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The database.</summary>
    public NpgsqlDataSource? DataSource { get; set; }
}
