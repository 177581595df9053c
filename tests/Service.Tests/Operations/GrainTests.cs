using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Cycles;
using LearningActors.Tests.Experiments;
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
        var kinds = (await Service.GetAsync("/api/admin/grains"))
            .EnumerateArray()
            .ToDictionary(kind => kind.GetProperty("kind").GetString()!);
        var silo = Assert.Single((await Service.GetAsync("/api/admin/silos")).EnumerateArray()).GetProperty("address").GetString();

        var cycle = kinds["cycle"];
        Assert.Equal("LearningActors.Cycles.CycleGrain", cycle.GetProperty("grain_type").GetString());
        Assert.Equal(["cycle"], cycle.GetProperty("states").EnumerateArray().Select(state => state.GetString()));
        Assert.Equal(silo, Assert.Single(cycle.GetProperty("silos").EnumerateArray()).GetProperty("silo").GetString());
        Assert.True(cycle.GetProperty("activations").GetInt32() >= 1);
        Assert.True(cycle.GetProperty("stored").GetInt64() >= 1);
        Assert.True(kinds["explanationintake"].GetProperty("stateless_worker").GetBoolean());
        Assert.True(kinds["explanationintake"].GetProperty("activations").GetInt32() >= 1);
        // It is there although nothing of it is.
        var summary = kinds["weeklysummary"];
        Assert.Equal((0, 0), (summary.GetProperty("activations").GetInt32(), summary.GetProperty("silos").GetArrayLength()));
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

        var found = (await Service.GetAsync("/api/admin/grains/algorithmchange?key=500_c")).GetProperty("items")[0];
        Assert.Equal(0, found.GetProperty("activations").GetArrayLength());
        Assert.Equal("algorithmChange", found.GetProperty("states")[0].GetString());
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
            var page = await Service.GetAsync($"/api/admin/grains/tickersignal?key=PAGED&limit=2&cursor={Uri.EscapeDataString(after)}");
            keys.AddRange(page.GetProperty("items").EnumerateArray().Select(grain => grain.GetProperty("key").GetString()!));
            after = page.GetProperty("next_cursor").GetString();
        } while (after is not null);

        Assert.Equal(["PAGED/BUY", "PAGED/BUY2", "PAGED/HOLD", "PAGED/SELL", "PAGED/a", "PAGED/\uE000", "PAGED/\U0001F600"], keys);
    }

    [Fact]
    public async Task AGrainShowsItsStateItsActivationAndItsReminders()
    {
        await Service.Cycle(CycleNames.NightlyMetrics).WatchClock();
        var grain = await AdminAsync(Cycle);
        Assert.True(grain.GetProperty("active").GetBoolean());
        var activation = Assert.Single(grain.GetProperty("activations").EnumerateArray());
        Assert.InRange(activation.GetProperty("since").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow);

        var state = Assert.Single(grain.GetProperty("states").EnumerateArray());
        Assert.Equal("cycle", state.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Object, state.GetProperty("state").ValueKind);
        var version = await Service.ScalarAsync<int>(
            $"SELECT version FROM grain_state WHERE state_name = 'cycle' AND grain_key = '{CycleNames.NightlyMetrics}'"
        );
        Assert.Equal($"{version}", state.GetProperty("etag").GetString());
        var (written, now) = (state.GetProperty("written_at").GetDateTimeOffset(), DateTimeOffset.UtcNow);
        Assert.InRange(written, now.AddMinutes(-10), now.AddSeconds(1));

        var reminder = Assert.Single(grain.GetProperty("reminders").EnumerateArray());
        Assert.Equal(("due", 60), (reminder.GetProperty("name").GetString(), reminder.GetProperty("period_seconds").GetDouble()));
        Assert.InRange(reminder.GetProperty("next_tick_at").GetDateTimeOffset(), now.AddSeconds(-5), now.AddMinutes(1));
    }

    [Fact]
    public async Task AGrainWithASlashInItsKeyAndNothingStoredIsShown()
    {
        await Service.GetAsync("/api/signals/BRK%2FB/BUY");
        var grain = await AdminAsync("/api/admin/grains/tickersignal/BRK%2FB%2FBUY");
        Assert.Equal("BRK/B/BUY", grain.GetProperty("key").GetString());
        Assert.True(grain.GetProperty("active").GetBoolean());
        Assert.Equal(0, grain.GetProperty("states").GetArrayLength());
    }

    [Fact]
    public async Task ADeactivatedGrainIsNotActiveUntilItIsCalledAndKeepsWhatItStored()
    {
        const string name = CycleNames.WeeklySummary;
        const string path = $"/api/admin/grains/cycle/{name}";
        await Service.Cycle(name).WatchClock();
        var etag = (await AdminAsync(path)).GetProperty("states")[0].GetProperty("etag").GetString();

        var ended = await DeactivateAsync(path);
        Assert.True(ended.GetProperty("was_active").GetBoolean());
        Assert.Equal(1, ended.GetProperty("activations")[0].GetProperty("count").GetInt32());
        await Eventually.TrueAsync(async () => !(await AdminAsync(path)).GetProperty("active").GetBoolean(), "the grain is not active");
        // To ask once more does not wake it.
        Assert.False((await DeactivateAsync(path)).GetProperty("was_active").GetBoolean());
        var asleep = await AdminAsync(path);
        Assert.False(asleep.GetProperty("active").GetBoolean());
        Assert.Equal(etag, asleep.GetProperty("states")[0].GetProperty("etag").GetString());
        Assert.True((await Service.Cycle(name).Get()).Watched);
        Assert.True((await AdminAsync(path)).GetProperty("active").GetBoolean());

        var audit = await AdminAsync($"/api/admin/audit?action=grain.deactivate&subject=cycle/{name}");
        Assert.Equal(
            [false, true],
            audit.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("detail").GetProperty("was_active").GetBoolean())
        );
    }

    [Fact]
    public async Task AGrainIsNotDeactivatedWhereThatCannotBeAudited()
    {
        await using var service = await TestService.StartAsync();
        await service.Cycle(CycleNames.Outcomes).WatchClock();
        await using (var remove = service.Database.CreateCommand("ALTER TABLE audit_entries RENAME TO no_audit_entries"))
            await remove.ExecuteNonQueryAsync();
        const string path = $"/api/admin/grains/cycle/{CycleNames.Outcomes}";
        Assert.False((await service.Admin.PostAsync($"{path}/deactivate", null)).IsSuccessStatusCode);
        Assert.True((await service.Admin.GetFromJsonAsync<JsonElement>(path)).GetProperty("active").GetBoolean());
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
        var error = Assert.Single((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject());
        Assert.Equal(field, error.Name);
        if (field == "kind")
            Assert.Contains("champion, cluster, cycle,", error.Value[0].GetString());
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
        var state = (await AdminAsync("/api/admin/grains/algorithmchange/rule:cleared")).GetProperty("states")[0];
        Assert.Equal((JsonValueKind.Null, "2"), (state.GetProperty("state").ValueKind, state.GetProperty("etag").GetString()));
    }

    private async Task<string[]> KeysAsync(string kind, string part) =>
        [
            .. (await Service.GetAsync($"/api/admin/grains/{kind}?key={Uri.EscapeDataString(part)}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(grain => grain.GetProperty("key").GetString()!),
        ];

    private Task<JsonElement> AdminAsync(string path) => Service.Admin.GetFromJsonAsync<JsonElement>(path);

    private async Task<JsonElement> DeactivateAsync(string path)
    {
        var response = await Service.Admin.PostAsync($"{path}/deactivate", null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
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
