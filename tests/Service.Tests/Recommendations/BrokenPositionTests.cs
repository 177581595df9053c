using System.Globalization;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.Recommendations;

/// <summary>A position whose outcome can't be worked out holds up no other one.</summary>
public sealed class BrokenPositionTests
{
    private const int Positions = 40;

    [Fact]
    public async Task PositionsBehindABrokenOneGetTheirOutcomesAndTheBrokenOneItsWhenItIsMended()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("executions", [.. Enumerable.Range(0, Positions).Select(i => Execute($"e{i}", At(i), symbol: $"S{i}"))]);
        await service.ReconcileAsync("2021-01-04");
        // More than what the service can compute with.
        await ExecuteAsync(service, "UPDATE executions SET price = 1e40 WHERE id IN ('e0', 'e7', 'e8')");

        var tracked = await service.TrackAsync();
        Assert.Equal(Positions - 3, tracked.Changed);
        Assert.Equal("S0,S7,S8", await MarkedAsync(service));
        // What follows from them is still to come: they are not tried again at once, and later each time.
        await service.TrackAsync();
        Assert.Equal(1, await service.ScalarAsync<int>("SELECT max(failures) FROM outcome_marks"));
        service.Clock.Advance(TimeSpan.FromMinutes(3));
        await service.TrackAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(3));
        await service.TrackAsync();
        Assert.Equal(2, await service.ScalarAsync<int>("SELECT min(failures) FROM outcome_marks"));

        await ExecuteAsync(service, "UPDATE executions SET price = 200 WHERE id IN ('e0', 'e7', 'e8')");
        service.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, (await service.TrackAsync()).Changed);
        Assert.Equal("", await MarkedAsync(service));
    }

    [Fact]
    public async Task WhatArrivesForABrokenPositionIsTriedAtOnce()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("executions", Execute("e0", At(0)));
        await service.ReconcileAsync("2021-01-04");
        await ExecuteAsync(service, "UPDATE executions SET price = 1e40 WHERE id = 'e0'");
        Assert.Equal(0, (await service.TrackAsync()).Changed);
        await ExecuteAsync(service, "UPDATE executions SET price = 200 WHERE id = 'e0'");
        await service.SendAsync("executions", Execute("e1", "2021-01-04T17:00:00Z", action: "BTC", price: 50));
        Assert.Equal(1, (await service.TrackAsync()).Changed);
    }

    private static string At(int i) =>
        new DateTimeOffset(2021, 1, 4, 15, 0, 0, TimeSpan.Zero).AddMinutes(i).ToString("O", CultureInfo.InvariantCulture);

    private static Task<string> MarkedAsync(TestService service) =>
        service.ScalarAsync<string>(
            "SELECT coalesce(string_agg(DISTINCT e.underlying, ',' ORDER BY e.underlying), '') FROM outcome_marks o "
                + "LEFT JOIN recommendation_execution_matches m ON m.id = o.match_id "
                + "JOIN executions e ON e.instrument = o.instrument OR e.id = m.execution_id"
        );

    private static async Task ExecuteAsync(TestService service, string sql)
    {
        await using var command = service.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
