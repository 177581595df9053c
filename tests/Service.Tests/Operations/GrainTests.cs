using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Http;
using Npgsql;

namespace LearningActors.Tests.Operations;

/// <summary>Operators look into grains.</summary>
public sealed class GrainTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Cycle = $"/api/admin/grains/cycle/{CycleNames.NightlyMetrics}";

    private TestService Service => fixture.Service;

    [Fact]
    public async Task EachKindTellsItsActivationsOnEachSiloAndItsStoredStates()
    {
        await Service.Cycle(CycleNames.NightlyMetrics).WatchClock();
        await Service.LogAsync(1);
        var kinds = (await Service.GetAsync<IReadOnlyList<GrainKind>>("/api/admin/grains")).ToDictionary(kind => kind.Kind);
        var silo = Assert.Single(await Service.GetAsync<IReadOnlyList<SiloReport>>("/api/admin/silos")).Address;

        var cycle = kinds["cycle"];
        Assert.Equal("LearningActors.Cycles.CycleGrain", cycle.GrainType);
        Assert.Equal(["cycle"], cycle.States);
        Assert.Equal(silo, Assert.Single(cycle.Silos).Silo);
        Assert.True(cycle.Activations >= 1);
        Assert.True(cycle.Stored >= 1);
        Assert.True(kinds["explanationintake"].StatelessWorker);
        Assert.True(kinds["explanationintake"].Activations >= 1);
        // It is there although nothing of it is.
        var summary = kinds["weeklysummary"];
        Assert.Equal((0, 0), (summary.Activations, summary.Silos.Count));
    }

    [Fact]
    public async Task GrainsThatAreNotActiveAreFoundByAPartOfTheirKey()
    {
        foreach (var key in new[] { "change:50%_a", "change:50%_b", "change:500_c", "other:x\\y", "other:XY" })
            await StoreAsync("algorithmChange", key);
        Assert.Equal(["change:50%_a", "change:50%_b"], await KeysAsync("algorithmchange", "50%_"));
        Assert.Equal(["other:x\\y"], await KeysAsync("algorithmchange", "x\\"));
        Assert.Equal(["other:XY"], await KeysAsync("algorithmchange", "XY"));
        Assert.Empty(await KeysAsync("algorithmchange", "nothing like it"));

        var found = (await Service.ItemsAsync<GrainSummary>("/api/admin/grains/algorithmchange?key=500_c"))[0];
        Assert.Empty(found.Activations);
        Assert.Equal("algorithmChange", found.States[0]);
    }

    [Fact]
    public async Task PagesHoldEachGrainOnceInTheOrderOfKeysActiveOrNot()
    {
        // Half of them are active alone, half are stored alone; case and code points decide, not a language.
        string[] active = ["PAGED/BUY", "PAGED/HOLD", "PAGED/SELL"];
        string[] reminded = ["PAGED/BUY2", "PAGED/a", "PAGED/\uE000", "PAGED/\U0001F600"];
        foreach (var key in active)
            await Service.LearningStateAsync("PAGED", key.Split('/')[1]);
        foreach (var key in reminded)
            await RemindAsync($"tickersignal/{key}");

        var (keys, after) = (new List<string>(), "");
        do
        {
            var page = await Service.GetAsync<GrainPageResponse>(
                $"/api/admin/grains/tickersignal?key=PAGED&limit=2&cursor={Uri.EscapeDataString(after)}"
            );
            keys.AddRange(page.Items.Select(grain => grain.Key));
            after = page.NextCursor;
        } while (after is not null);

        Assert.Equal(["PAGED/BUY", "PAGED/BUY2", "PAGED/HOLD", "PAGED/SELL", "PAGED/a", "PAGED/\uE000", "PAGED/\U0001F600"], keys);
    }

    [Fact]
    public async Task AGrainShowsItsStateItsActivationAndItsReminders()
    {
        await Service.Cycle(CycleNames.NightlyMetrics).WatchClock();
        var grain = await AdminAsync(Cycle);
        Assert.True(grain.Active);
        var activation = Assert.Single(grain.Activations);
        Assert.InRange(activation.Since, DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow);

        var state = Assert.Single(grain.States);
        Assert.Equal("cycle", state.Name);
        Assert.Equal(JsonValueKind.Object, state.State.ValueKind);
        var version = await Service.ScalarAsync<int>(
            $"SELECT version FROM grain_state WHERE state_name = 'cycle' AND grain_key = '{CycleNames.NightlyMetrics}'"
        );
        Assert.Equal($"{version}", state.Etag);
        var (written, now) = (state.WrittenAt!.Value, DateTimeOffset.UtcNow);
        Assert.InRange(written, now.AddMinutes(-10), now.AddSeconds(1));

        var reminder = Assert.Single(grain.Reminders);
        Assert.Equal(("due", 60), (reminder.Name, reminder.PeriodSeconds));
        Assert.InRange(reminder.NextTickAt!.Value, now.AddSeconds(-5), now.AddMinutes(1));
    }

    [Fact]
    public async Task AGrainWithASlashInItsKeyAndNothingStoredIsShown()
    {
        await Service.GetAsync("/api/signals/BRK%2FB/BUY");
        var grain = await AdminAsync("/api/admin/grains/tickersignal/BRK%2FB%2FBUY");
        Assert.Equal("BRK/B/BUY", grain.Key);
        Assert.True(grain.Active);
        Assert.Empty(grain.States);
    }

    [Fact]
    public async Task ADeactivatedGrainIsNotActiveUntilItIsCalledAndKeepsWhatItStored()
    {
        const string name = CycleNames.WeeklySummary;
        const string path = $"/api/admin/grains/cycle/{name}";
        await Service.Cycle(name).WatchClock();
        var etag = (await AdminAsync(path)).States[0].Etag;

        var ended = await DeactivateAsync(path);
        Assert.True(ended.WasActive);
        Assert.Equal(1, ended.Activations[0].Count);
        await Eventually.TrueAsync(async () => !(await AdminAsync(path)).Active, "the grain is not active");
        // To ask once more does not wake it.
        Assert.False((await DeactivateAsync(path)).WasActive);
        var asleep = await AdminAsync(path);
        Assert.False(asleep.Active);
        Assert.Equal(etag, asleep.States[0].Etag);
        Assert.True((await Service.Cycle(name).Get()).Watched);
        Assert.True((await AdminAsync(path)).Active);

        var audit = await ReadAsync<Page<AuditItem>>($"/api/admin/audit?action=grain.deactivate&subject=cycle/{name}");
        Assert.Equal([false, true], audit.Items.Select(entry => entry.Detail.GetProperty("was_active").GetBoolean()));
    }

    [Fact]
    public async Task AGrainIsNotDeactivatedWhereThatCannotBeAudited()
    {
        await using var service = await TestService.StartAsync();
        await service.Cycle(CycleNames.Outcomes).WatchClock();
        await using (var remove = service.Database.CreateCommand("ALTER TABLE audit_intents RENAME TO no_audit_intents"))
            await remove.ExecuteNonQueryAsync();
        const string path = $"/api/admin/grains/cycle/{CycleNames.Outcomes}";
        Assert.False((await service.Admin.PostAsync($"{path}/deactivate", null)).IsSuccessStatusCode);
        Assert.True((await service.Admin.GetFromJsonAsync<GrainResponse>(path, ClientJson.Options))!.Active);
    }

    [Theory]
    [InlineData("GET", "/api/admin/grains/cycel", 404, "kind")]
    [InlineData("GET", "/api/admin/grains/cycel/nightly", 404, "kind")]
    [InlineData("POST", "/api/admin/grains/cycel/nightly/deactivate", 404, "kind")]
    [InlineData("GET", "/api/admin/grains/cycle/never-heard-of", 404, "key")]
    [InlineData("GET", "/api/admin/grains/cycle?limit=0", 400, "limit")]
    [InlineData("GET", "/api/admin/grains/cycle?limit=1001", 400, "limit")]
    [InlineData("GET", "/api/admin/grains/cycle?key=a%00b", 400, "key")]
    public async Task AWrongQuestionIsNamed(string method, string path, int status, string field)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var response = await Service.Admin.SendAsync(request);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        var error = Assert.Single((await Problems.ReadAsync(response)).Errors!);
        Assert.Equal(field, error.Key);
        if (field == "kind")
            Assert.Contains("champion, cluster, cycle,", error.Value[0]);
    }

    [Fact]
    public async Task AStateOfAnyDepthAndAnyTimeIsShown()
    {
        const string key = "rule:deep";
        await StoreAsync("algorithmChange", key, $"{string.Concat(Enumerable.Repeat("[", 500))}1e400{new string(']', 500)}", "infinity");
        using var response = await Service.Admin.GetAsync($"/api/admin/grains/algorithmchange/{key}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var grain = JsonDocument.Parse(await response.Content.ReadAsStringAsync(), new JsonDocumentOptions { MaxDepth = 1000 });
        var state = grain.RootElement.GetProperty("states")[0];
        Assert.Equal(JsonValueKind.Array, state.GetProperty("state").ValueKind);
        Assert.Equal(JsonValueKind.Null, state.GetProperty("written_at").ValueKind);
    }

    [Fact]
    public async Task AClearedStateIsNullAndKeepsItsEtag()
    {
        await StoreAsync("algorithmChange", "rule:cleared");
        await Service.ScalarAsync<string>(
            "UPDATE grain_state SET state = NULL, version = 2 WHERE grain_key = 'rule:cleared' RETURNING grain_key"
        );
        var state = (await AdminAsync("/api/admin/grains/algorithmchange/rule:cleared")).States[0];
        Assert.Equal((JsonValueKind.Null, "2"), (state.State.ValueKind, state.Etag));
    }

    private async Task<string[]> KeysAsync(string kind, string part) =>
        [
            .. (await Service.GetAsync<GrainPageResponse>($"/api/admin/grains/{kind}?key={Uri.EscapeDataString(part)}")).Items.Select(
                grain => grain.Key
            ),
        ];

    private Task<GrainResponse> AdminAsync(string path) => ReadAsync<GrainResponse>(path);

    private async Task<T> ReadAsync<T>(string path) => (await Service.Admin.GetFromJsonAsync<T>(path, ClientJson.Options))!;

    private async Task<Deactivation> DeactivateAsync(string path)
    {
        var response = await Service.Admin.PostAsync($"{path}/deactivate", null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<Deactivation>(ClientJson.Options))!;
    }

    private async Task StoreAsync(string name, string key, string json = "{}", string writtenAt = "2026-03-01")
    {
        await using var command = Service.Database.CreateCommand(
            "INSERT INTO grain_state VALUES ('learning-actors', $1, $2, 1, $3::jsonb, $4::timestamptz)"
        );
        foreach (var value in new[] { name, key, json, writtenAt })
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    private async Task RemindAsync(string grainId)
    {
        await using var command = Service.Database.CreateCommand(
            "INSERT INTO grain_reminder VALUES ('learning-actors', $1, 'far', '2100-01-01', 60000, 0)"
        );
        command.Parameters.Add(new NpgsqlParameter { Value = grainId });
        await command.ExecuteNonQueryAsync();
    }
}
