using System.Net.Sockets;
using LearningActors.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace LearningActors.Hosting;

/// <summary>
/// Holds up the start of a silo for as long as the cluster's table names silos that died moments ago and that nobody was left to
/// miss.
/// </summary>
/// <remarks>
/// A silo that joins must reach every active silo of the table, and tries for five minutes before it gives up. Those that have
/// not written for <see cref="StaleAfter"/> when it begins it declares dead by itself, at once. So it begins when each silo of the
/// table answers or is that old. Where none has died this costs a connection to each silo.
/// </remarks>
internal sealed partial class FormerSilos(
    GrainRuntimeOptions options,
    IOptions<ClusterOptions> cluster,
    TimeProvider time,
    ILogger<FormerSilos> logger
) : IHostedService
{
    /// <summary>A silo that has not written for so long that it is alive is stale: the cluster's setting.</summary>
    internal static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(15);

    private const string Fresh = """
        SELECT address, port FROM silo_membership
        WHERE deployment_id = $1 AND status = 3 AND i_am_alive_at > now() - $2 AND (address, port) <> ($3, $4)
        """;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_answersWithin = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    /// <exception cref="OperatorException">A silo lives and does not answer.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var database = new NpgsqlConnection(options.ConnectionString);
        await database.OpenAsync(cancellationToken);
        for (var began = time.GetTimestamp(); await FindSilentAsync(database, cancellationToken) is { } silent; )
        {
            if (time.GetElapsedTime(began) > 2 * StaleAfter)
            {
                throw new OperatorException(
                    $"The silo at {silent} lives, but can't be reached from here. Check the network between them, and its "
                        + "LEARNING_SILO_ADDRESS."
                );
            }

            Waiting(logger, silent, StaleAfter);
            await Task.Delay(s_pause, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A silo that wrote lately and does not answer; null where there is none.</summary>
    private async Task<string?> FindSilentAsync(NpgsqlConnection database, CancellationToken cancellationToken)
    {
        List<(string Address, int Port)> fresh = [];
        await using (
            var command = new NpgsqlCommand(Fresh, database)
            {
                Parameters =
                {
                    new() { Value = cluster.Value.ClusterId },
                    new() { Value = StaleAfter },
                    new() { Value = options.AdvertisedAddress },
                    new() { Value = options.SiloPort },
                },
            }
        )
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                fresh.Add((reader.GetString(0), reader.GetInt32(1)));
        }

        foreach (var (address, port) in fresh)
        {
            if (!await AnswersAsync(address, port, cancellationToken))
                return $"{address}:{port}";
        }

        return null;
    }

    private static async Task<bool> AnswersAsync(string address, int port, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_answersWithin);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address, port, patience.Token);
            return true;
        }
        catch (Exception exception)
            when (exception is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "The silo at {Address} does not answer, and wrote less than {StaleAfter} ago that it is alive: waiting until it counts as dead"
    )]
    private static partial void Waiting(ILogger logger, string address, TimeSpan staleAfter);
}
