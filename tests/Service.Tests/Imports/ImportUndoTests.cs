using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Cli;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using static LearningActors.Tests.Imports.ImportDriver;

namespace LearningActors.Tests.Imports;

/// <summary>An import can be undone as long as nothing was decided on what it stored.</summary>
public sealed class ImportUndoTests
{
    private const string Learning = RecommendationDriver.Root;
    private const string Original = "broker/tastytrade-original-2018_2020.csv";

    [SharedDataFact(Original)]
    public async Task ItRemovesExactlyWhatItStoredFirst()
    {
        await using var service = await TestService.StartAsync();
        var text = await File.ReadAllTextAsync(SharedData.Path(Original));
        var lines = text.Split('\n');
        var earlier = await service.UploadAsync(
            string.Join('\n', lines.Where((line, i) => i == 0 || !line.StartsWith("2020", StringComparison.Ordinal)))
        );
        var all = await service.UploadAsync(text);
        await service.SendAsync("executions", RecommendationDriver.Execute("by-hand", "2021-01-04T16:00:00Z"));

        var undone = await UndoneAsync(service, all.Id);

        Assert.Equal(("undone", "engine", all.Stored), (undone.Status, undone.UndoneBy, undone.Stored));
        Assert.Equal(earlier.Stored + 1, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));
        Assert.Equal(earlier.CashStored, await service.ScalarAsync<long>("SELECT count(*) FROM cash_movements"));
        Assert.Equal(0, await service.ScalarAsync<long>($"SELECT count(*) FROM executions WHERE import_id = '{all.Id}'"));
        Assert.Equal(
            $"engine import.undo {all.Id} {all.Stored} {all.CashStored}",
            await service.ScalarAsync<string>(
                """
                SELECT concat_ws(' ', actor, action, subject, detail->>'executions', detail->>'cash_movements') FROM audit_entries
                WHERE action = 'import.undo'
                """
            )
        );
        // Again it changes nothing, and the same file stores the same again.
        Assert.Equal(undone, await UndoneAsync(service, all.Id), new RecordComparer());
        var again = await service.UploadAsync(text);
        Assert.Equal((all.Id, "complete", all.New, all.CashNew, 2), (again.Id, again.Status, again.New, again.CashNew, again.Attempt));
        Assert.Null(again.UndoneAt);
        Assert.Equal(353, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));
    }

    /// <summary>Matches of what goes are made anew from what stays, on the days that it touched.</summary>
    [Fact]
    public async Task MatchesFollow()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync(
            "recommendations",
            RecommendationDriver.Recommend("rec-1"),
            RecommendationDriver.Recommend("rec-2", "AAPL")
        );
        await service.SendAsync("executions", RecommendationDriver.Execute("kept", "2021-01-04T15:30:00Z", "AAPL"));
        var import = await service.UploadAsync(
            Header + Row("e1", "2021-01-04T15:30:00Z") + Row("e2", "2021-01-04T15:31:00Z") + Row("alone", "2021-01-04T18:00:00Z", "MSFT")
        );
        Assert.Equal("consent:2 independent:1", await service.ReconcileAsync("2021-01-04"));
        await service.TrackAsync();
        await service.ScalarAsync<long>("WITH gone AS (DELETE FROM reconciliation_marks RETURNING 1) SELECT count(*) FROM gone");

        await UndoneAsync(service, import.Id);

        Assert.Equal(
            "2021-01-04",
            await service.ScalarAsync<string>("SELECT string_agg(DISTINCT day::text, ' ') FROM reconciliation_marks")
        );
        Assert.Equal("consent:1 reject:1", await service.ReconcileAsync("2021-01-04"));
        var match = (await service.MatchesAsync()).Single(one => one.RecommendationId == "rec-1");
        Assert.Equal(("reject", null, "consent"), (match.MatchType, match.ExecutionId, match.History[0].MatchType));
        Assert.Empty(match.FurtherFills);

        await service.UploadAsync(Header + Row("e1", "2021-01-04T15:30:00Z") + Row("e2", "2021-01-04T15:31:00Z"));
        Assert.Equal("consent:2", await service.ReconcileAsync("2021-01-04"));
    }

    [Theory]
    [InlineData("reason", "has a reason")]
    [InlineData("exclude", "is excluded from learning")]
    [InlineData("review", "is of a week that was reviewed")]
    public async Task ItIsRefusedOnceSomethingWasDecided(string decision, string expected)
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("recommendations", RecommendationDriver.Recommend("rec-1"));
        var import = await service.UploadAsync(Header + Row("e1", "2021-01-04T15:30:00Z") + Row("e2", "2021-01-04T15:31:00Z"));
        var other = await service.UploadAsync(Header + Row("free", "2021-01-12T16:00:00Z", "MSFT"));
        await service.ReconcileAsync("2021-01-04");
        await service.ReconcileAsync("2021-01-12");
        var match = (await service.MatchesAsync()).Single(one => one.RecommendationId == "rec-1");
        switch (decision)
        {
            case "reason":
                await service.PatchAsync($"{Learning}/matches/{match.Id}/reason", new { reason_code = "timing" });
                break;
            case "exclude":
                await service.PatchAsync($"{Learning}/matches/{match.Id}/exclude", new { excluded_reason = "A test." });
                break;
            default:
                await service.PostAsync($"{Learning}/weekly-summaries/generate?year=2021&week=1", new { });
                await service.PatchAsync($"{Learning}/weekly-summaries/2021/1/review", new { review_status = "reviewed" });
                break;
        }

        var refused = await RefusedAsync(await service.UndoAsync(import.Id), HttpStatusCode.Conflict);

        Assert.Equal(
            $"The import can't be undone: match {match.Id} of 2021-01-04 has one of its executions and {expected}.",
            refused["id"]
        );
        Assert.Equal(3, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));
        Assert.Equal("complete", (await service.GetAsync<ImportRecord>($"{Root}/{import.Id}")).Status);
        // What nothing was decided on can go.
        Assert.Equal("undone", (await UndoneAsync(service, other.Id)).Status);
    }

    [Fact]
    public async Task AnImportThatThereIsNotIsNotFound()
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await service.UndoAsync(Guid.NewGuid())).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Engine.PostAsync($"{Root}/nonsense/undo", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Read.PostAsync($"{Root}/{Guid.NewGuid()}/undo", null)).StatusCode);
    }

    [Fact]
    public async Task TheCommandUndoesWhatItNamed()
    {
        await using var service = await TestService.StartAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Header + Row("e1"));
        var words = await service.SendAsync("import", "broker", file);
        File.Delete(file);
        var id = words.Split("./run import undo ")[1].Split('\n')[0].Trim();

        Assert.Contains("Undone: 1 executions and 0 movements of cash", await service.SendAsync("import", "undo", id));
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));
        var (exit, _, errors) = await service.RunAsync("import", "undo", $"{Guid.Empty}");
        Assert.Equal((1, $"./run import undo: id: '{Guid.Empty}' is unknown."), (exit, errors.Trim()));
    }

    private static async Task<ImportRecord> UndoneAsync(TestService service, Guid import)
    {
        var response = await service.UndoAsync(import);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<ImportRecord>(ClientJson.Options))!;
    }

    private sealed class RecordComparer : IEqualityComparer<ImportRecord>
    {
        public bool Equals(ImportRecord? x, ImportRecord? y) => (x! with { Problems = [] }) == (y! with { Problems = [] });

        public int GetHashCode(ImportRecord obj) => obj.Id.GetHashCode();
    }
}
