using Orleans.Configuration;
using Orleans.Hosting;

namespace LearningActors.Hosting;

/// <summary>Hosts the grains in a cluster of Microsoft Orleans whose silos find each other in PostgreSQL.</summary>
public static class GrainRuntime
{
    /// <summary>What this build runs on.</summary>
    public const string Name = "Orleans";

    /// <summary>Several hosts may share the database.</summary>
    public static bool IsCluster => true;

    /// <summary>The storage that grains name in <c>[PersistentState]</c>.</summary>
    public const string StorageName = StateStorage.Name;

    private const string Invariant = "Npgsql";

    /// <summary>
    /// How soon a silo that died is known. Two others must each miss three probes of two seconds (with two silos, the other one):
    /// its grains answer again some seven seconds later, instead of fifteen. A probe waits longer than a pause of the garbage
    /// collector or of a busy machine, so that a silo which lives is not voted dead; one that is short of threads probes others
    /// more patiently by itself. A silo writes that it is alive every five seconds: a row that is fifteen seconds old is of one that
    /// died when nobody was there to see it, and does not hold up a silo that joins at another address.
    /// </summary>
    private static void SetLiveness(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
        membership.NumMissedTableIAmAliveLimit = 3;
        membership.IAmAliveTablePublishTimeout = FormerSilos.StaleAfter / 3;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(15);
    }

    /// <summary>Adds a silo, with its membership, states and reminders in PostgreSQL.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="options">Where and as what.</param>
    /// <param name="grainAssemblies">Not needed here: Orleans finds the assemblies that its code generator has marked.</param>
    public static void Add(IHostApplicationBuilder builder, GrainRuntimeOptions options, params Type[] grainAssemblies)
    {
        builder.Services.AddSingleton(options);
        // Before the silo, which is started in its turn.
        builder.Services.AddHostedService<FormerSilos>();
        builder.UseOrleans(silo =>
        {
            silo.Services.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId));
            silo.ConfigureEndpoints(System.Net.IPAddress.Parse(options.AdvertisedAddress), options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: false);
            silo.Configure<ClusterMembershipOptions>(SetLiveness);
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
        });
    }
}
