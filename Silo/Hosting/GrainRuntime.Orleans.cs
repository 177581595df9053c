using System.Collections.Concurrent;
using LearningActors.Operations;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Diagnostics;
using Orleans.Serialization;

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

    /// <summary>
    /// Whatever a grain throws reaches a caller on another silo as it is. By default an exception that has one of Npgsql's as its
    /// cause can't be written, and the caller gets a fault of serialization instead of one that says the database is away.
    /// </summary>
    private static void LetExceptionsCross(ExceptionSerializationOptions exceptions) => exceptions.SupportedExceptionTypeFilter = _ => true;

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
            silo.Services.Configure<ClusterOptions>(cluster =>
                (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId)
            );
            silo.ConfigureEndpoints(
                System.Net.IPAddress.Parse(options.AdvertisedAddress),
                options.SiloPort,
                options.GatewayPort,
                listenOnAnyHostAddress: false
            );
            silo.Configure<ClusterMembershipOptions>(SetLiveness);
            silo.Services.Configure<ExceptionSerializationOptions>(LetExceptionsCross);
            silo.UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = Invariant;
                clustering.ConnectionString = options.ConnectionString;
            });
            AddStates(silo, options.ConnectionString);
            if (options.Traces)
                silo.AddActivityPropagation();
        });
    }

    /// <summary>Adds states and reminders in PostgreSQL, and the list of what is active.</summary>
    internal static void AddStates(ISiloBuilder silo, string connectionString)
    {
        silo.AddAdoNetGrainStorage(
            StorageName,
            storage =>
            {
                storage.Invariant = Invariant;
                storage.ConnectionString = connectionString;
                storage.GrainStorageSerializer = new GrainStateSerializer();
            }
        );
        silo.UseAdoNetReminderService(reminders =>
        {
            reminders.Invariant = Invariant;
            reminders.ConnectionString = connectionString;
        });
        silo.Services.AddSingleton<Activations>();
        silo.Services.AddSingleton<ILocalActivations>(provider => provider.GetRequiredService<Activations>());
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<Activations>());
    }

    /// <summary>
    /// Adds a client of the silos that the database names. It waits for them at its start, and finds them again when it lost them.
    /// </summary>
    public static void AddClient(IHostApplicationBuilder builder, GrainRuntimeOptions options) =>
        builder.UseOrleansClient(client =>
        {
            client.Services.Configure<ClusterOptions>(cluster =>
                (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId)
            );
            client.Services.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = s_lookForSilosEvery);
            client.Services.Configure<ExceptionSerializationOptions>(LetExceptionsCross);
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

    /// <summary>Keeps the activations of this silo. Orleans tells of their beginning and end; stateless workers are among them.</summary>
    private sealed class Activations(ILocalSiloDetails silo, TimeProvider time)
        : ILocalActivations,
            ILifecycleParticipant<ISiloLifecycle>,
            IObserver<GrainLifecycleEvents.LifecycleEvent>
    {
        private readonly ConcurrentDictionary<IGrainContext, DateTimeOffset> _since = new(ReferenceEqualityComparer.Instance);

        public IEnumerable<LocalActivation> All => _since.Select(one => new LocalActivation(one.Key, one.Value));

        public void Participate(ISiloLifecycle lifecycle)
        {
            IDisposable? subscription = null;
            lifecycle.Subscribe(
                nameof(Activations),
                ServiceLifecycleStage.First,
                _ =>
                {
                    subscription = GrainLifecycleEvents.AllEvents.Subscribe(this);
                    return Task.CompletedTask;
                },
                _ =>
                {
                    subscription?.Dispose();
                    return Task.CompletedTask;
                }
            );
        }

        /// <summary>The events are of all silos in the process.</summary>
        public void OnNext(GrainLifecycleEvents.LifecycleEvent value)
        {
            var context = value.GrainContext;
            if (value is GrainLifecycleEvents.Activated && silo.SiloAddress.Equals(context.Address.SiloAddress))
                _since[context] = time.GetUtcNow();
            else if (value is GrainLifecycleEvents.Deactivated)
                _since.TryRemove(context, out _);
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
