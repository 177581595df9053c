using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.Retention;
using LearningActors.Tests.Experiments;
using Microsoft.Extensions.DependencyInjection;
using CycleRun = LearningActors.Client.CycleRun;

namespace LearningActors.Tests.Retention;

/// <summary>Facts older than their limit go to files that can be read again; sums stay as they were.</summary>
public sealed class FactArchiveTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("learningactors-archives-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task WithoutALimitNothingIsArchived()
    {
        await using var service = await TestService.StartAsync();
        await service.LogAsync(1);
        service.Clock.Advance(TimeSpan.FromDays(5000));
        var run = await service.RunCycleAsync(CycleNames.NightlyMetrics);
        Assert.Contains("kept for ever", run.Done[2]);
        Assert.Equal(1, await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
    }

    [Fact]
    public async Task WhatIsOlderGoesToAFileAndItsSumsStay()
    {
        await using var service = await StartAsync();
        var old = await service.LogAsync(5, "AAPL", "BUY");
        await service.RateAsync(
            old[0],
            new
            {
                helpful = true,
                comment = "Clear; \"quoted\"\nand lined",
                session = "a",
            }
        );
        await service.RateAsync(old[1], new { rating = 2, session = "a" });
        await service.RateAsync(old[2], new { helpful = false });
        service.Clock.Advance(TimeSpan.FromDays(401));
        var recent = await service.LogAsync(2, "AAPL", "BUY");
        await service.RateAsync(recent[0], new { helpful = true, session = "b" });
        var before = await service.ScalarAsync<string>("SELECT string_agg(t::text, ';' ORDER BY t::text) FROM ticker_tallies t");

        var run = await service.RunCycleAsync(CycleNames.NightlyMetrics);

        Assert.Equal("1 days archived (5 explanations, 3 votes); 0 wait.", run.Done[2].Split(": ")[^1]);
        Assert.Equal(2, await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
        Assert.Equal(1, await service.ScalarAsync<long>("SELECT count(*) FROM llm_feedback"));
        Assert.Equal(before, await service.ScalarAsync<string>("SELECT string_agg(t::text, ';' ORDER BY t::text) FROM ticker_tallies t"));
        var state = await service.LearningStateAsync();
        Assert.Equal((7, 4), (state.TotalExplanations, state.PositiveFeedback.N));
        var rows = await ReadAsync(service, "2026/2026-03-04.jsonl.gz");
        Assert.Equal(
            old.Order(),
            rows.Where(row => row.Table == "llm_explanations").Select(row => row.Row.GetProperty("id").GetGuid()).Order()
        );
        var votes = rows.Where(row => row.Table == "llm_feedback")
            .ToDictionary(row => row.Row.GetProperty("explanation_id").GetGuid(), row => row.Row);
        Assert.False(votes[old[0]].TryGetProperty("comment", out _));
        Assert.Equal(votes[old[0]].GetProperty("session").GetInt32(), votes[old[1]].GetProperty("session").GetInt32());
        Assert.Equal(JsonValueKind.Null, votes[old[2]].GetProperty("session").ValueKind);
        // Of the shape that docs/scale.md shows.
        using var shown = JsonDocument.Parse(Listing.Of("docs/scale.md", "{\"table\"").Text);
        foreach (var field in shown.RootElement.GetProperty("row").EnumerateObject())
            Assert.Equal(field.Value.ValueKind, votes[old[0]].GetProperty(field.Name).ValueKind);
    }

    [Fact]
    public async Task NothingInAnArchiveLeadsToASession()
    {
        await using var service = await StartAsync();
        var old = await service.LogAsync(1);
        await service.RateAsync(old[0], new { helpful = true, session = "somebody" });
        var session = await service.ScalarAsync<Guid>("SELECT user_session FROM llm_feedback");
        service.Clock.Advance(TimeSpan.FromDays(401));
        await service.RunCycleAsync(CycleNames.NightlyMetrics);
        Assert.DoesNotContain(session.ToString(), await TextAsync("2026/2026-03-04.jsonl.gz"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task AVoteOnWhatWasArchivedIsNotFoundAndALateFactMakesAnotherPart()
    {
        await using var service = await StartAsync();
        var old = await service.LogAsync(2);
        service.Clock.Advance(TimeSpan.FromDays(401));
        await service.RunCycleAsync(CycleNames.NightlyMetrics);
        using var vote = await service.RateAsync(old[0], new { helpful = true, session = "late" });
        Assert.Equal(HttpStatusCode.NotFound, vote.StatusCode);
        // As a vote that was committed while the day was being archived.
        await using var command = service.Database.CreateCommand(
            $"""
            INSERT INTO llm_feedback (user_session, explanation_id, helpful, feedback_type, ticker, signal, prompt_version, model_used, day,
                answer, late, created_at, updated_at)
            VALUES (gen_random_uuid(), '{old[1]}', true, 'manual', 'AAPL', 'BUY', 'v1.0', 'openai', '2026-03-04', '{old[1]}', true,
                '2027-04-09', '2027-04-09')
            """
        );
        await command.ExecuteNonQueryAsync();
        service.Clock.Advance(TimeSpan.FromDays(1));
        await service.RunCycleAsync(CycleNames.NightlyMetrics);
        Assert.Single(await ReadAsync(service, "2026/2026-03-04-2.jsonl.gz"));
        Assert.Equal(2, (await ReadAsync(service, "2026/2026-03-04.jsonl.gz")).Count);
        Assert.Equal(2, (await service.LearningStateAsync()).TotalExplanations);
    }

    [Fact]
    public async Task ADayThatSomethingCameToSinceItWasListedIsSummedUpFirst()
    {
        await using var service = await StartAsync();
        var old = await service.LogAsync(2);
        service.Clock.Advance(TimeSpan.FromDays(401));
        await service.Admin.PostAsync("/api/admin/llm-metrics/roll-up", null);
        var archive = service.Services.GetRequiredService<IFactArchive>();
        var day = Assert.Single(await archive.ListDueAsync(DateOnly.FromDateTime(service.Clock.UtcNow.UtcDateTime)));
        await service.RateAsync(old[0], new { helpful = true, session = "meanwhile" });

        Assert.Null(await archive.ArchiveAsync(day));

        Assert.Equal(1, await service.ScalarAsync<long>("SELECT count(*) FROM llm_feedback"));
        service.Clock.Advance(TimeSpan.FromDays(1));
        await service.RunCycleAsync(CycleNames.NightlyMetrics);
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM llm_feedback"));
        Assert.Equal(1, (await service.LearningStateAsync()).PositiveFeedback.N);
    }

    [Fact]
    public async Task WhatIsAsOldAsWhatIsArchivedIsNotTaken()
    {
        await using var service = await StartAsync();
        var at = service.Clock.UtcNow.AddDays(-401);
        using var response = await service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            new[]
            {
                new
                {
                    ticker = "AAPL",
                    signal = "BUY",
                    confidence = 0.5,
                    explanation = "RSI is low.",
                    generated_at = at,
                },
            }
        );
        Assert.Contains("400", await response.Content.ReadAsStringAsync());
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
    }

    [Fact]
    public async Task AFileThatCantBeWrittenLeavesEverythingInPlace()
    {
        await using var service = await StartAsync();
        await service.LogAsync(3);
        service.Clock.Advance(TimeSpan.FromDays(401));
        // A file where the year's folder would be.
        await File.WriteAllTextAsync(Path.Combine(_directory, "2026"), "");
        using var response = await service.Admin.PostAsync($"/api/admin/cycles/{CycleNames.NightlyMetrics}/run", null);
        var run = (await response.Content.ReadFromJsonAsync<CycleRun>(ClientJson.Options))!;
        Assert.Contains("2026", run.Error);
        Assert.Equal(3, await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM fact_archives"));
    }

    private Task<TestService> StartAsync() =>
        TestService.StartAsync(builder =>
        {
            builder.Configuration["Retention:FactsDays"] = "400";
            builder.Configuration["Retention:Directory"] = _directory;
        });

    private async Task<List<(string Table, JsonElement Row)>> ReadAsync(TestService service, string name)
    {
        var hash = await service.ScalarAsync<byte[]>($"SELECT sha256 FROM fact_archives WHERE file = '{name}'");
        Assert.Equal(hash, SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(_directory, name))));
        return
        [
            .. (await TextAsync(name))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(line => (line.GetProperty("table").GetString()!, line.GetProperty("row"))),
        ];
    }

    private async Task<string> TextAsync(string name)
    {
        await using var file = File.OpenRead(Path.Combine(_directory, name));
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return await reader.ReadToEndAsync();
    }
}
