using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearningActors.Client;

/// <summary>Assigns prompts in this process, as the service would: from its routing, which is read again and again.</summary>
/// <remarks>
/// The routing is <see cref="LearningActorsOptions.RefreshInterval"/> old as a rule, and never older than
/// <see cref="LearningActorsOptions.MaxRoutingAge"/>: while the service is away, units stay where they were.
/// </remarks>
public sealed class PromptAssigner : IAsyncDisposable
{
    private static readonly string[] s_signals = ["BUY", "SELL", "HOLD"];
    private readonly Snapshot<PromptRouting, RoutingTable>[] _routings;
    private readonly SnapshotLoop _loop;
    private readonly TimeProvider _time;

    internal PromptAssigner(ServiceCaller caller, ILogger? logger = null)
    {
        _time = caller.Time;
        _routings =
        [
            .. s_signals.Select(signal => new Snapshot<PromptRouting, RoutingTable>(
                caller,
                $"routing of {signal}",
                $"/api/prompts/{signal}/routing",
                caller.Options.MaxRoutingAge,
                routing => new RoutingTable(routing),
                logger ?? NullLogger.Instance
            )),
        ];
        _loop = new SnapshotLoop(
            caller,
            token => Task.WhenAll(_routings.Select(routing => routing.ReadAsync(token))),
            token => Task.WhenAll(_routings.Select(routing => routing.RefreshAsync(token)))
        );
    }

    /// <summary>Reads the routing now, and in the background from now on.</summary>
    /// <exception cref="LearningApiException">The service refused, such as for a key that it does not know.</exception>
    /// <exception cref="HttpRequestException">No address answers.</exception>
    public Task ReadyAsync(CancellationToken cancellationToken = default) => _loop.ReadyAsync(cancellationToken);

    /// <summary>Reads in the background from now on; what is asked before the first answer has none.</summary>
    public void Start() => _loop.Start();

    /// <summary>The prompt of a unit.</summary>
    /// <param name="signal">BUY, SELL or HOLD.</param>
    /// <param name="unit">What is randomised by, such as an account; log explanations with the same unit.</param>
    /// <exception cref="SnapshotTooOldException">The routing was never read, or is too old.</exception>
    public AssignedPrompt Assign(string signal, string unit)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        var held = _routings[IndexOf(signal)].Get();
        return held.Value.Assign(unit, _time.GetUtcNow(), held.AsOf);
    }

    /// <summary>The prompt of a unit, where the routing is known.</summary>
    /// <param name="signal">BUY, SELL or HOLD.</param>
    /// <param name="unit">What is randomised by.</param>
    /// <param name="assigned">The prompt.</param>
    /// <returns>False where the routing was never read, or is too old.</returns>
    public bool TryAssign(string signal, string unit, out AssignedPrompt assigned)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        var held = _routings[IndexOf(signal)].Find();
        assigned = held is null ? default : held.Value.Assign(unit, _time.GetUtcNow(), held.AsOf);
        return held is not null;
    }

    /// <summary>Reads no more.</summary>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private static int IndexOf(string signal) =>
        signal switch
        {
            "BUY" => 0,
            "SELL" => 1,
            "HOLD" => 2,
            _ => IndexOfOther(signal),
        };

    private static int IndexOfOther(string signal)
    {
        var index = Array.FindIndex(s_signals, one => string.Equals(one, signal, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new ArgumentException($"'{signal}' is not one of BUY, SELL, HOLD.", nameof(signal));
    }
}
