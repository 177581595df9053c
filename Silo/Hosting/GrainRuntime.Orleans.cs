using Orleans.Configuration;
using Orleans.Hosting;

namespace LearningActors.Hosting;

/// <summary>Hosts the grains in a cluster of Microsoft Orleans whose silos find each other in PostgreSQL.</summary>
public static partial class GrainRuntime
{
    /// <summary>What this build runs on.</summary>
    public const string Name = "Orleans";

    /// <summary>Several hosts may share the database.</summary>
    public static bool IsCluster => true;

    /// <summary>The storage that grains name in <c>[PersistentState]</c>.</summary>
    public const string StorageName = StateStorage.Name;

    private const string Invariant = "Npgsql";
    private static readonly TimeSpan s_lookForSilosEvery = TimeSpan.FromSeconds(5);

    /// <summary>Adds a silo, with its membership, states and reminders in PostgreSQL.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="options">Where and as what.</param>
    /// <param name="grainAssemblies">Not needed here: Orleans finds the assemblies that its code generator has marked.</param>
    public static void Add(IHostApplicationBuilder builder, GrainRuntimeOptions options, params Type[] grainAssemblies) =>
        builder.UseOrleans(silo =>
        {
            silo.Services.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId));
            silo.ConfigureEndpoints(System.Net.IPAddress.Parse(options.AdvertisedAddress), options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: false);
            silo.UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = Invariant;
                clustering.ConnectionString = options.ConnectionString;
            });
            silo.AddAdoNetGrainStorage(StorageName, storage =>
            {
                storage.Invariant = Invariant;
                storage.ConnectionString = options.ConnectionString;
                storage.GrainStorageSerializer = new GrainStateSerializer();
            });
            silo.UseAdoNetReminderService(reminders =>
            {
                reminders.Invariant = Invariant;
                reminders.ConnectionString = options.ConnectionString;
            });
            if (options.Traces)
                silo.AddActivityPropagation();
        });

    /// <summary>
    /// Adds a client of the silos that the database names. It waits for them at its start, and finds them again when it lost them.
    /// </summary>
    public static void AddClient(IHostApplicationBuilder builder, GrainRuntimeOptions options) =>
        builder.UseOrleansClient(client =>
        {
            client.Services.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId));
            client.Services.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = s_lookForSilosEvery);
            client.Services.AddSingleton<IClientConnectionRetryFilter, Patience>();
            client.UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = Invariant;
                clustering.ConnectionString = options.ConnectionString;
            });
            if (options.Traces)
                client.AddActivityPropagation();
        });

    /// <summary>Tries to connect until there is a silo, or the host stops.</summary>
    private sealed partial class Patience(ILogger<Patience> logger) : IClientConnectionRetryFilter
    {
        private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
        private bool _said;

        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            if (!_said)
                NoSilo(logger, exception.Message);
            _said = true;
            await Task.Delay(s_pause, cancellationToken);
            return true;
        }

        [LoggerMessage(LogLevel.Warning, "No silo answers; waiting for one. {Reason}")]
        private static partial void NoSilo(ILogger logger, string reason);
    }
}
