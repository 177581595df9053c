using LearningActors.Explanations;
using LearningActors.Operations;
using Orleans.Configuration;
using Orleans.Hosting;

namespace LearningActors.Hosting;

/// <summary>Hosts the grains in this process alone.</summary>
public static class GrainRuntime
{
    /// <summary>What this build runs on.</summary>
    public const string Name = "Embedded";

    /// <summary>Several hosts may share the database.</summary>
    public static bool IsCluster => false;

    /// <summary>The storage that grains name in <c>[PersistentState]</c>.</summary>
    public const string StorageName = StateStorage.Name;

    /// <summary>Adds the runtime, with its states and reminders in PostgreSQL.</summary>
    public static void Add(IHostApplicationBuilder builder, GrainRuntimeOptions options, params Type[] grainAssemblies) =>
        builder.UseOrleans(
            [typeof(ExplainerGrain).Assembly, .. grainAssemblies.Select(type => type.Assembly)],
            silo =>
            {
                silo.Services.Configure<ClusterOptions>(cluster =>
                    (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId)
                );
                silo.AddAdoNetGrainStorage(
                    StorageName,
                    storage =>
                    {
                        storage.ConnectionString = options.ConnectionString;
                        storage.GrainStorageSerializer = new GrainStateSerializer();
                    }
                );
                silo.UseAdoNetReminderService(reminders => reminders.ConnectionString = options.ConnectionString);
                silo.Services.AddSingleton<ILocalActivations, Activations>();
            }
        );

    /// <summary>There are no silos elsewhere.</summary>
    /// <exception cref="NotSupportedException">Always; who reads the settings refuses such a role before.</exception>
    public static void AddClient(IHostApplicationBuilder builder, GrainRuntimeOptions options) =>
        throw new NotSupportedException("The embedded runtime has no clients in other processes.");

    private sealed class Activations(LocalActivations local) : ILocalActivations
    {
        public IEnumerable<LocalActivation> All => local.All.Select(one => new LocalActivation(one.Context, one.Since));
    }
}
