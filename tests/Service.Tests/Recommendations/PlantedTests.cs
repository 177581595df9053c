using Microsoft.AspNetCore.Builder;

namespace LearningActors.Tests.Recommendations;

/// <summary>
/// Recommendations that were made of a real account's openings, a third of them distorted: every one is found out as it was planted,
/// in whatever order things arrive and days are reconciled.
/// </summary>
public sealed class PlantedTests
{
    private const string Original = "broker/tastytrade-original-2018_2020.csv";

    /// <summary>How things arrive.</summary>
    private enum Arrival
    {
        /// <summary>Recommendations, then executions; days reconcile themselves.</summary>
        Forwards,

        /// <summary>Executions, then the recommendations, the latest first.</summary>
        Backwards,

        /// <summary>All, and then the days are reconciled by request, the latest first.</summary>
        Afterwards,
    }

    [SharedDataFact(Original)]
    public async Task EveryPlantedRecommendationIsFoundOutInWhateverOrder()
    {
        var plan = PlantedRecommendations.Of(SharedData.Path(Original));
        var distorted = plan.Count(one => one.What != "as executed" && one.Executions.Count > 0);
        Assert.True(distorted * 3 >= plan.Count(one => one.Executions.Count > 0), $"Only {distorted} are distorted.");
        Assert.Equal(8, plan.Where(one => one.Executions.Count > 0).Select(one => one.What).Distinct().Count());
        Assert.True(plan.Count(one => one.Executions.Count == 0) >= 5, "Too few beside deliveries.");
        var states = new List<string>();
        foreach (var arrival in Enum.GetValues<Arrival>())
            states.Add(await RunAsync(plan, arrival));
        Assert.Equal(states[0], states[1]);
        Assert.Equal(states[0], states[2]);
    }

    private static async Task<string> RunAsync(PlantedRecommendation[] plan, Arrival arrival)
    {
        var isByRequest = arrival == Arrival.Afterwards;
        await using var service = await TestService.StartAsync(builder => ReconcileSoon(builder, !isByRequest));
        var bodies = plan.Select(one => one.Body).OfType<Dictionary<string, object?>>().ToArray();
        var withheld = plan.Where(one => one.Order is not null).ToArray();
        Assert.True(withheld.Length >= 3, $"Only {withheld.Length} are withheld.");
        var part = await WithoutAsync([.. withheld.Select(one => one.Order!)]);
        if (arrival == Arrival.Forwards)
            await service.SendAsync("recommendations", bodies);
        await BrokerImportTests.ImportAsync(service, part);
        File.Delete(part);
        if (arrival != Arrival.Forwards)
        {
            foreach (var some in bodies.Reverse().Chunk(7))
                await service.SendAsync("recommendations", some);
        }

        await SettleAsync(service, isByRequest);
        var before = await ByRecommendationAsync(service);
        Assert.All(withheld, one => Assert.Equal((one.Id, "reject"), (one.Id, before[one.Id!].MatchType)));

        service.Clock.Advance(TimeSpan.FromDays(8));
        await BrokerImportTests.ImportAsync(service, SharedData.Path(Original));
        await SettleAsync(service, isByRequest);
        await AssertFoundOutAsync(service, plan);
        return await service.ScalarAsync<string>(
            """
            SELECT string_agg(concat_ws(' ', m.day, m.recommendation_id, m.execution_id, m.match_type, m.structure, o.outcome,
                round(o.pnl, 4), round(o.attributed_pnl, 4), o.is_ended), '|' ORDER BY m.day, m.recommendation_id, m.execution_id)
            FROM recommendation_execution_matches m LEFT JOIN position_outcomes o ON o.match_id = m.id
            """
        );
    }

    private static async Task AssertFoundOutAsync(TestService service, PlantedRecommendation[] plan)
    {
        var matches = await MatchesOfAsync(service);
        var byRecommendation = matches.Where(match => match.RecommendationId is not null).ToDictionary(match => match.RecommendationId!);
        var independent = matches.Where(match => match.MatchType == "independent").SelectMany(FillsOf).ToHashSet();
        var wrong = new List<string>();
        foreach (var one in plan)
        {
            var kind = one.Id is null ? "independent" : byRecommendation[one.Id].MatchType;
            var fills = one.Kind is "consent" or "modify" ? FillsOf(byRecommendation[one.Id!]) : independent;
            if (kind != one.Kind || !one.Executions.All(fills.Contains))
                wrong.Add($"{one.Id} {one.What}: {(one.Id is null ? "" : byRecommendation[one.Id])}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {plan.Length}: {string.Join('\n', wrong)}");
    }

    /// <summary>The file without the fills of some orders.</summary>
    private static async Task<string> WithoutAsync(string[] orders)
    {
        var file = Path.GetTempFileName();
        var lines = File.ReadLines(SharedData.Path(Original)).ToArray();
        var kept = Array.FindAll(lines, line => !Array.Exists(orders, order => line.Contains($",{order},", StringComparison.Ordinal)));
        Assert.True(lines.Length - kept.Length >= orders.Length);
        await File.WriteAllLinesAsync(file, kept);
        return file;
    }

    private static void ReconcileSoon(WebApplicationBuilder builder, bool isSoon)
    {
        if (isSoon)
            builder.Configuration["Outcomes:ReconcileAfterSeconds"] = "0";
    }

    /// <summary>Nothing is left to do.</summary>
    private static async Task SettleAsync(TestService service, bool isByRequest)
    {
        if (!isByRequest)
        {
            await WholeHistoryTests.SettledAsync(service);
            return;
        }

        var days = await service.ScalarAsync<DateOnly[]>("SELECT array_agg(DISTINCT day ORDER BY day DESC) FROM reconciliation_marks");
        foreach (var day in days)
            await service.ReconcileAsync($"{day:yyyy-MM-dd}");
        await service.TrackAsync();
    }

    private static async Task<Dictionary<string, Client.MatchRecord>> ByRecommendationAsync(TestService service) =>
        (await MatchesOfAsync(service)).Where(match => match.RecommendationId is not null).ToDictionary(match => match.RecommendationId!);

    private static Task<List<Client.MatchRecord>> MatchesOfAsync(TestService service) => WholeHistoryTests.AllMatchesAsync(service);

    private static IEnumerable<string> FillsOf(Client.MatchRecord match) =>
        match.ExecutionId is null ? [] : match.FurtherFills.Prepend(match.ExecutionId);
}
