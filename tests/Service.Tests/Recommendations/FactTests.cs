using System.Net;
using System.Net.Http.Json;
using LearningActors.Tests.Experiments;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.Recommendations;

/// <summary>Recommendations and executions are taken once, and what is wrong with them is named.</summary>
public sealed class FactTests
{
    [Fact]
    public async Task TheSameFactsTwiceAreReportedAndStoredOnce()
    {
        await using var service = await TestService.StartAsync();
        var first = await service.SendAsync(
            "executions",
            Execute("e1", "2021-01-04T16:00:00Z"),
            Execute("e1", "2021-01-04T16:00:00Z"),
            Execute("e2", "2021-01-04T16:00:00Z")
        );
        Assert.Equal((2, 1, "e1"), (first.Stored, first.Duplicates, first.DuplicateIds[0]));
        Assert.Equal(2, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));
    }

    [Fact]
    public async Task WhatIsWrongIsNamed()
    {
        await using var service = await TestService.StartAsync();
        await RefusedAsync("recommendations", Recommend("r1", action: "SHORT"), "action");
        await RefusedAsync(
            "recommendations",
            new Dictionary<string, object?>(Recommend("r1")) { ["expiration"] = "next week" },
            "expiration"
        );
        await RefusedAsync(
            "executions",
            new Dictionary<string, object?>(Execute("e1", "2021-01-04T16:00:00Z")) { ["instrument"] = "PLTR  211315P00026000" },
            "instrument"
        );
        await RefusedAsync(
            "executions",
            new Dictionary<string, object?>(Execute("e1", "2021-01-04T16:00:00Z")) { ["price"] = null },
            "price"
        );
        await RefusedAsync(
            "executions",
            new Dictionary<string, object?>(Execute("e1", "2021-01-04T16:00:00Z")) { ["quantity"] = 0 },
            "quantity"
        );
        Assert.Contains(
            "target_date",
            await service.RefusedAsync($"{Root}/reconcile?target_date=today", new { }, HttpStatusCode.BadRequest, "target_date")
                + " target_date"
        );
        await service.PatchAsync($"{Root}/matches/{Guid.NewGuid()}/reason", new { reason_code = "mood" }, HttpStatusCode.BadRequest);
        await service.PatchAsync($"{Root}/matches/{Guid.NewGuid()}/reason", new { reason_code = "timing" }, HttpStatusCode.NotFound);
        await service.PatchAsync($"{Root}/matches/{Guid.NewGuid()}/exclude", new { }, HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Read.GetAsync($"{Root}/matches?cursor=x")).StatusCode);
        Assert.Equal(
            0,
            await service.ScalarAsync<long>("SELECT (SELECT count(*) FROM recommendations) + (SELECT count(*) FROM executions)")
        );

        async Task RefusedAsync(string what, Dictionary<string, object?> fact, string field)
        {
            var response = await service.Engine.PostAsJsonAsync($"{Root}/{what}", fact);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains($"\"{field}\"", await response.Content.ReadAsStringAsync());
        }
    }
}
