using LearningActors.Analysis;
using LearningActors.Cycles;
using LearningActors.Experiments;
using LearningActors.Operations;
using LearningActors.Prompts;
using LearningActors.Strategies;

namespace LearningActors.Tests.InProcess;

/// <summary>How the grains of the service spread over silos, and what every silo sees alike.</summary>
public sealed class GrainsOverSilosTests(InProcessCluster cluster) : IClassFixture<InProcessCluster>
{
    [Fact]
    public async Task TickersAreSpreadOverAllSilosAndEachIsOnOne()
    {
        const int tickers = 150;
        var silos = cluster.Factories;
        var asked = 0;
        DetailedGrainStatistic[] activations;
        do
        {
            // A silo prefers itself while the others have no less to do: engines ask all of them, each ticker first on some silo. One that
            // its own figures call busy gets nothing new; on a machine that has other work that may be all of a first round.
            await Task.WhenAll(
                Enumerable
                    .Range(asked, tickers)
                    .Select(async ticker =>
                    {
                        for (var i = 0; i < silos.Count; i++)
                            await silos[(ticker + i) % silos.Count].GetGrain<ITickerSignalGrain>($"SPREAD{ticker}/BUY").GetState();
                    })
            );
            asked += tickers;
            activations =
            [
                .. (await cluster.Management.GetDetailedGrainStatistics()).Where(one =>
                    one.GrainId.ToString().Contains("SPREAD", StringComparison.Ordinal)
                ),
            ];
        } while (Silos() < 3 && asked < 20 * tickers);

        Assert.Equal(asked, activations.Length);
        Assert.Equal(asked, activations.Select(one => one.GrainId).Distinct().Count());
        Assert.Equal(3, Silos());

        int Silos() => activations.Select(one => one.SiloAddress).Distinct().Count();
    }

    [Fact]
    public async Task AskedFromEverySiloAtOnceAGrainIsActivatedOnce()
    {
        await Task.WhenAll(
            cluster.Factories.SelectMany(silo =>
                Enumerable.Range(0, 30).Select(_ => silo.GetGrain<ICycleGrain>(CycleNames.WeeklyPrompts).Get())
            )
        );
        var cycles = (await cluster.Management.GetDetailedGrainStatistics()).Where(one =>
            one.GrainId.ToString() == $"cycle/{CycleNames.WeeklyPrompts}"
        );
        Assert.Single(cycles);
    }

    [Fact]
    public async Task WorkersAnswerWhereTheyAreAsked()
    {
        foreach (var silo in cluster.Factories)
            await silo.GetGrain<IStrategyCatalogGrain>(IStrategyCatalogGrain.Key)
                .List(activeOnly: false, new ListRequest<StrategySort>(StrategySort.Id, IsDescending: false, After: null, Limit: 10));
        var worker = await cluster
            .Factories[0]
            .GetGrain<IClusterGrain>(IClusterGrain.Key)
            .GetGrain("strategycatalog", IStrategyCatalogGrain.Key);
        Assert.Equal(3, worker!.Activations.Select(one => one.Silo).Distinct().Count());
    }

    [Fact]
    public async Task EverySiloSoonAssignsTheArmsOfANewExperimentAlike()
    {
        foreach (var silo in cluster.Factories)
            Assert.Equal(["v1.0"], (await AssignAsync(silo)).Distinct());
        var added = await cluster
            .Factories[0]
            .GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key)
            .Add(
                new PromptDraft(
                    SignalType.Sell,
                    "Say which of {indicators} speaks for {signal} of {ticker} at {confidence}, and why.",
                    null,
                    "test"
                )
            );
        Assert.Null(added.Refusal);
        var version = added.Prompt!.Prompt.Version;
        var started = await cluster
            .Factories[1]
            .GetGrain<IExperimentCoordinatorGrain>("SELL")
            .Start(
                new ExperimentPlan(
                    SignalType.Sell,
                    [new ArmShare("v1.0", 0.5), new ArmShare(version, 0.5)],
                    7,
                    SuccessMetric.PositiveFeedbackPct,
                    DecisionRule.GroupSequential,
                    0.95,
                    0.1,
                    0.8,
                    new GuardrailLimits(),
                    "test"
                )
            );
        Assert.Null(started.Refusal);
        // Each worker has its own snapshot, a few seconds old at most.
        await Eventually.TrueAsync(
            async () =>
            {
                var assigned = await Task.WhenAll(cluster.Factories.Select(AssignAsync));
                return assigned[0].Contains(version) && assigned.All(assigned[0].SequenceEqual);
            },
            "all silos assign the arms alike"
        );
    }

    private static Task<string[]> AssignAsync(IGrainFactory silo) =>
        Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(async unit => (await silo.GetGrain<IPromptAssignmentGrain>("SELL").Assign($"unit-{unit}")).Prompt.Version)
        );
}
