using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Operations;
using LearningActors.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using AuditItem = LearningActors.Client.AuditItem;

namespace LearningActors.Tests.Operations;

/// <summary>The audit trail tells who did what to what.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private TestService _service = null!;

    private IAuditGrain Audit => _service.Services.GetRequiredService<IGrainFactory>().GetGrain<IAuditGrain>(IAuditGrain.Key);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        await WriteAsync("anna", "experiment.start", "BUY-1");
        _service.Clock.Advance(TimeSpan.FromDays(1));
        await WriteAsync("anna", "experiment.stop", "BUY-1");
        await WriteAsync("ben", "experimental", "SELL-2");
        _service.Clock.Advance(TimeSpan.FromDays(1));
        await WriteAsync("ben", "alert.acknowledge", "promotion/BUY-1");
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("", "alert.acknowledge experimental experiment.stop experiment.start")]
    [InlineData("actor=ben", "alert.acknowledge experimental")]
    [InlineData("action=experiment", "experiment.stop experiment.start")]
    [InlineData("action=experiment.stop", "experiment.stop")]
    [InlineData("subject=promotion/BUY-1", "alert.acknowledge")]
    [InlineData("actor=anna&action=experimental", "")]
    [InlineData("from=2026-03-05", "alert.acknowledge experimental experiment.stop")]
    [InlineData("to=2026-03-05", "experimental experiment.stop experiment.start")]
    [InlineData("from=2026-03-05T12:00:00Z&to=2026-03-06T12:00:00Z", "experimental experiment.stop")]
    [InlineData("from=2026-03-05T13:00:00.5%2B01:00&to=2026-03-05", "")]
    public async Task EntriesAreFilteredAndTheNewestComesFirst(string query, string actions) =>
        Assert.Equal(actions, string.Join(' ', Actions(await FindAsync(query))));

    [Fact]
    public async Task AnEntryTellsWhoDidWhatToWhatAndWhen()
    {
        var entry = (await FindAsync("subject=promotion/BUY-1")).Items[0];
        Assert.Equal("ben", entry.Actor);
        Assert.Equal(DateTimeOffset.Parse("2026-03-06T12:00:00Z"), entry.At);
        Assert.Equal("because", entry.Detail.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task PagesHoldEachEntryOnce()
    {
        var (actions, after) = (new List<string>(), "");
        do
        {
            var page = await FindAsync($"limit=3&cursor={after}");
            actions.AddRange(Actions(page));
            after = page.NextCursor;
        } while (after is not null);
        Assert.Equal(["alert.acknowledge", "experimental", "experiment.stop", "experiment.start"], actions);
    }

    [Fact]
    public async Task AnEntryThatIsSentTwiceIsThereOnce()
    {
        var entry = new AuditEntry("carl", "cycle.run", "twice", "{}", Guid.CreateVersion7());
        await Audit.Write(entry);
        await Audit.Write(entry);
        Assert.Single((await FindAsync("subject=twice")).Items);
    }

    [Fact]
    public async Task AChangeIsInItOnceWithWhoAndHowItWas()
    {
        await _service.Admin.PostAsJsonAsync("/api/strategies", new { id = "pullback" });
        await _service.Admin.PatchAsJsonAsync("/api/strategies/pullback", new { is_active = false });
        var entry = Assert.Single((await FindAsync("action=strategy.change")).Items);
        Assert.Equal(("key", "admin", "127.0.0.1", "done"), (entry.ActorKind, entry.Actor, entry.Address, entry.Outcome));
        Assert.True(entry.Before.GetProperty("is_active").GetBoolean());
        Assert.False(entry.After.GetProperty("is_active").GetBoolean());
        Assert.Equal(0, await _service.ScalarAsync<long>("SELECT count(*) FROM audit_intents"));
    }

    [Fact]
    public async Task WhatIsRefusedLeavesNothing()
    {
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await _service.Admin.PatchAsJsonAsync("/api/strategies/none", new { name = "x" })).StatusCode
        );
        Assert.Empty((await FindAsync("action=strategy")).Items);
        Assert.Equal(0, await _service.ScalarAsync<long>("SELECT count(*) FROM audit_intents"));
    }

    /// <summary>As the process leaves it that dies after the change and before the answer.</summary>
    [Fact]
    public async Task WhatWasBegunByAProcessThatDiedIsThereWithAnUnknownOutcome()
    {
        var entry = new AuditEntry("dora", "prompt.rollback", "BUY", "{}", Guid.CreateVersion7(), ActorKind.Person, "203.0.113.7");
        await Audit.Begin(entry);
        Assert.Empty((await FindAsync("actor=dora")).Items);
        await _service.ScalarAsync<string>("UPDATE audit_intents SET begun_at = now() - interval '11 minutes' RETURNING actor");
        var found = Assert.Single((await FindAsync("actor=dora")).Items);
        Assert.Equal(("unknown", "person", "203.0.113.7"), (found.Outcome, found.ActorKind, found.Address));
        // It went on after all, and says so: the entry stays the one that was read.
        await Audit.Write(entry);
        Assert.Equal("unknown", Assert.Single((await FindAsync("actor=dora")).Items).Outcome);
    }

    [Fact]
    public async Task WhatWasChangedOrCutOutShowsInTheChain()
    {
        var whole = await ChainAsync();
        Assert.Equal((4, null), (whole.Entries, whole.BrokenAt));
        Assert.NotNull(whole.LastHash);
        foreach (var sql in new[] { "UPDATE audit_entries SET actor = 'mallory'", "DELETE FROM audit_entries", "TRUNCATE audit_entries" })
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ExecuteAsync(sql));

        // Whoever owns the table gets past the trigger, and not past the chain.
        await ForceAsync("UPDATE audit_entries SET actor = 'mallory' WHERE id = 2");
        Assert.Equal(2, (await ChainAsync()).BrokenAt);
        await ForceAsync("UPDATE audit_entries SET actor = 'anna' WHERE id = 2");
        Assert.Null((await ChainAsync()).BrokenAt);
        await ForceAsync("DELETE FROM audit_entries WHERE id = 3");
        Assert.Equal(4, (await ChainAsync()).BrokenAt);
    }

    [Fact]
    public async Task EntriesThatComeAtOnceMakeOneChainWithoutGaps()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => WriteAsync("many", "cycle.run", $"{i}")));
        var chain = await ChainAsync();
        Assert.Equal((44L, 44L, null), (chain.Entries, chain.LastNumber!.Value, chain.BrokenAt));
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-03-05T12:00:00", "to")]
    [InlineData("cursor=-1", "cursor")]
    [InlineData("limit=0", "limit")]
    public async Task AWrongQuestionIsNamed(string query, string field)
    {
        var response = await _service.Admin.GetAsync($"/api/admin/audit?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, await Problems.FieldAsync(response));
    }

    private async Task<LearningActors.Client.AuditChain> ChainAsync() =>
        (await _service.Admin.GetFromJsonAsync<LearningActors.Client.AuditChain>("/api/admin/audit/chain", ClientJson.Options))!;

    private Task ForceAsync(string sql) =>
        ExecuteAsync($"ALTER TABLE audit_entries DISABLE TRIGGER USER; {sql}; ALTER TABLE audit_entries ENABLE TRIGGER USER");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _service.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static IEnumerable<string> Actions(Page<AuditItem> page) => page.Items.Select(entry => entry.Action);

    private Task WriteAsync(string actor, string action, string subject) =>
        Audit.Write(new AuditEntry(actor, action, subject, """{"reason": "because"}""", Guid.CreateVersion7()));

    private async Task<Page<AuditItem>> FindAsync(string query) =>
        (await _service.Admin.GetFromJsonAsync<Page<AuditItem>>($"/api/admin/audit?{query}", ClientJson.Options))!;
}
