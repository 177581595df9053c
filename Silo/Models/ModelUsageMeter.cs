using System.Collections.Immutable;
using System.Threading.Channels;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Models;

/// <summary>
/// Counts what models are asked by this process, and writes the sums of the days that changed: each second, in the background, so that
/// no explanation waits for it. A process that is killed loses the calls of the last second at most, and those of a write under way;
/// while the database is away, the sums stay in memory.
/// </summary>
internal sealed partial class ModelUsageMeter(NpgsqlDataSource database, IClock clock, TimeProvider time, ILogger<ModelUsageMeter> logger)
    : BackgroundService,
        IModelUsageLedger
{
    /// <summary>Totals, not differences: writing them again after an unknown outcome changes nothing.</summary>
    private const string Save = """
        INSERT INTO model_usage (day, model, purpose, calls, failed, prompt_tokens, completion_tokens, cost_usd, process)
        SELECT u.*, $9 FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS u
        ON CONFLICT (day, model, purpose, process) DO UPDATE SET
            calls = excluded.calls, failed = excluded.failed, prompt_tokens = excluded.prompt_tokens,
            completion_tokens = excluded.completion_tokens, cost_usd = excluded.cost_usd
        """;

    private const string Read = """
        SELECT model, purpose, sum(calls)::bigint, sum(failed)::bigint, sum(prompt_tokens)::bigint, sum(completion_tokens)::bigint,
               sum(cost_usd)
        FROM model_usage WHERE day BETWEEN $1 AND $2 GROUP BY model, purpose
        """;

    private static readonly TimeSpan s_gather = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);

    private readonly Guid _process = Guid.CreateVersion7();
    private readonly Lock _guard = new();
    private readonly Dictionary<Key, ModelUsage> _sums = [];
    private readonly HashSet<Key> _changed = [];
    private readonly Channel<bool> _counted = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>A call that is over.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="purpose">What it was asked for.</param>
    /// <param name="answer">What it wrote; null where no answer came.</param>
    internal void Count(string model, ModelPurpose purpose, Completion? answer)
    {
        var key = new Key(DateOnly.FromDateTime(clock.UtcNow.UtcDateTime), model, purpose);
        var call = answer is null
            ? new ModelUsage(1, 1, 0, 0, 0)
            : new ModelUsage(1, 0, answer.PromptTokens, answer.CompletionTokens, answer.CostUsd);
        lock (_guard)
        {
            _sums[key] = _sums.TryGetValue(key, out var sum) ? sum + call : call;
            _changed.Add(key);
        }

        _counted.Writer.TryWrite(true);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<ModelUse>> ReadAsync(DateOnly from, DateOnly through)
    {
        await TryWriteAsync().ConfigureAwait(false);
        return await RepeatableSql
            .ListAsync(
                database,
                Read,
                [new() { Value = from }, new() { Value = through }],
                row => new ModelUse(
                    row.GetString(0),
                    Sql.Value<ModelPurpose>(row.GetString(1)),
                    new ModelUsage(row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetDecimal(6))
                )
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await TryWriteAsync().ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _writing.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _counted.Reader.ReadAsync(stoppingToken).ConfigureAwait(false);
                while (!await TryWriteAsync().ConfigureAwait(false))
                    await Task.Delay(s_retryAfter, time, stoppingToken).ConfigureAwait(false);
                await Task.Delay(s_gather, time, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<bool> TryWriteAsync()
    {
        try
        {
            await WriteAsync().ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            // Whatever it is: a figure for operators is not worth the host.
            NotWritten(logger, exception);
            return false;
        }
    }

    private async Task WriteAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            var changed = TakeChanged();
            if (changed.Length == 0)
                return;
            try
            {
                await RepeatableSql.ExecuteAsync(database, Save, Parameters(changed)).ConfigureAwait(false);
            }
            catch
            {
                lock (_guard)
                    _changed.UnionWith(changed.Select(one => one.Key));
                throw;
            }

            Forget(changed.Max(one => one.Key.Day));
        }
        finally
        {
            _writing.Release();
        }
    }

    private (Key Key, ModelUsage Usage)[] TakeChanged()
    {
        lock (_guard)
        {
            var changed = _changed.Select(key => (key, _sums[key])).ToArray();
            _changed.Clear();
            return changed;
        }
    }

    /// <summary>Days that are over, and written, need not be remembered.</summary>
    private void Forget(DateOnly latest)
    {
        lock (_guard)
        {
            foreach (var key in _sums.Keys.Where(key => key.Day < latest.AddDays(-1) && !_changed.Contains(key)).ToArray())
                _sums.Remove(key);
        }
    }

    private NpgsqlParameter[] Parameters((Key Key, ModelUsage Usage)[] rows) =>
        [
            Sql.Column(rows, row => row.Key.Day, NpgsqlDbType.Date),
            Sql.Column(rows, row => row.Key.Model, NpgsqlDbType.Text),
            Sql.Column(rows, row => Sql.Word(row.Key.Purpose), NpgsqlDbType.Text),
            Sql.Column(rows, row => row.Usage.Calls, NpgsqlDbType.Bigint),
            Sql.Column(rows, row => row.Usage.Failed, NpgsqlDbType.Bigint),
            Sql.Column(rows, row => row.Usage.PromptTokens, NpgsqlDbType.Bigint),
            Sql.Column(rows, row => row.Usage.CompletionTokens, NpgsqlDbType.Bigint),
            Sql.Column(rows, row => row.Usage.CostUsd, NpgsqlDbType.Numeric),
            new() { Value = _process },
        ];

    [LoggerMessage(LogLevel.Warning, "What models were asked was not written; it is tried again")]
    private static partial void NotWritten(ILogger logger, Exception exception);

    private readonly record struct Key(DateOnly Day, string Model, ModelPurpose Purpose);
}
