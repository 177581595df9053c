using System.ComponentModel.DataAnnotations;

namespace LearningActors.Client;

/// <summary>Where the service is, and how the client speaks with it.</summary>
public sealed class LearningActorsOptions
{
    /// <summary>
    /// The addresses of the service: of a load balancer, or of several silos. Where one does not answer, the next is taken.
    /// </summary>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>An API key; its scopes decide what the client may do. <c>engine</c> is enough for everything that engines do.</summary>
    [Required]
    public string Key { get; set; } = "";

    /// <summary>A key for lists and figures; <see cref="Key"/> where it is not given.</summary>
    public string? ReadKey { get; set; }

    /// <summary>The most items of one request.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>Requests of one kind of item that are under way at once. Items of one id are always sent in their order.</summary>
    [Range(1, 64)]
    public int Lanes { get; set; } = 2;

    /// <summary>Items of one kind that may wait; who adds more waits until there is room.</summary>
    [Range(1, 10_000_000)]
    public int MaxQueued { get; set; } = 10_000;

    /// <summary>How long a batch is sent again while no address takes it. After that its callers are told so.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an address may take for a request that can be sent again, before the next one is asked.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long disposing the batcher waits for what is queued.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often snapshots of routing and insights are read.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The oldest routing by which prompts are assigned. It is long, so that an engine goes on while the service is away.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan MaxRoutingAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The oldest insights that are told.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan MaxInsightAge { get; set; } = TimeSpan.FromSeconds(5);
}
