using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Ledger;

namespace LearningActors.Tests.Access;

/// <summary>A change whose commit is not answered is made once, is answered as made, and is in the audit trail once.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private CommitCutter _cutter = null!;
    private TestService _service = null!;
    private Browser _admin = null!;

    public async Task InitializeAsync()
    {
        _cutter = CommitCutter.Before(await TestPostgres.CreateDatabaseAsync());
        _service = await TestService.StartAsync(connectionString: _cutter.ConnectionString);
        _admin = await Browser.FirstAdminAsync(_service);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _service.DisposeAsync();
        await _cutter.DisposeAsync();
    }

    [Fact]
    public async Task SomebodyIsInvited()
    {
        await MadeAsync(() => _admin.Http.PostAsJsonAsync("/api/people", new { name = "ada", role = "trader" }), "person.invite");
        Assert.Equal(1, await _service.ScalarAsync<long>("SELECT count(*) FROM people WHERE name = 'ada'"));
    }

    [Fact]
    public async Task ALinkIsUsed()
    {
        var invited = await Browser.ReadAsync<LinkFor>(
            await _admin.Http.PostAsJsonAsync("/api/people", new { name = "ada", role = "trader" })
        );
        using var ada = new Browser(_service);
        var token = invited.Link[(invited.Link.IndexOf('#') + 1)..];
        await MadeAsync(
            () => ada.Http.PostAsJsonAsync("/api/session/link", new { token, password = Browser.GoodPassword }),
            "person.accept"
        );
        await ada.SignInAsync("ada");
    }

    [Fact]
    public async Task ARoleChanges()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "trader");
        await MadeAsync(() => _admin.Http.PatchAsJsonAsync("/api/people/ada", new { role = "analyst" }), "person.change");
        var entry = (await EntriesAsync("person.change")).Single();
        Assert.Equal(("trader", "analyst"), (entry.Before.GetProperty("role").GetString(), entry.After.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task SomebodySignsInAndOut()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "trader");
        var before = (await EntriesAsync("session.begin")).Count;
        _cutter.CutNextCommit();
        await ada.SignInAsync("ada");
        Assert.Equal((1, before + 1), (_cutter.Cuts, (await EntriesAsync("session.begin")).Count));
        await MadeAsync(() => ada.Http.DeleteAsync("/api/session"), "session.end");
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Http.GetAsync("/api/session")).StatusCode);
    }

    [Fact]
    public async Task OneSessionEnds()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "trader");
        using var elsewhere = new Browser(_service);
        await elsewhere.SignInAsync("ada");
        var sessions = await Browser.ReadAsync<SessionItem[]>(await ada.Http.GetAsync("/api/session/sessions"));
        var other = sessions.Single(session => !session.IsCurrent).Id;
        await MadeAsync(() => ada.Http.DeleteAsync($"/api/session/sessions/{other}"), "session.end");
    }

    [Fact]
    public async Task KeysAreMadeRotatedAndRevoked()
    {
        await MadeAsync(() => _admin.Http.PostAsJsonAsync("/api/keys", new { name = "k", scopes = new[] { "read" } }), "key.make");
        await MadeAsync(() => _admin.Http.PostAsJsonAsync("/api/keys/k/rotate", new { overlap_hours = 1 }), "key.rotate");
        Assert.Equal(2, await _service.ScalarAsync<long>("SELECT count(*) FROM api_keys WHERE name = 'k'"));
        await MadeAsync(() => _admin.Http.DeleteAsync("/api/keys/k"), "key.revoke");
        Assert.Equal(2, (await EntriesAsync("key.revoke")).Single().Detail.GetProperty("revoked").GetInt32());
    }

    /// <summary>Sends a change whose commit is not answered.</summary>
    private async Task MadeAsync(Func<Task<HttpResponseMessage>> change, string action)
    {
        var (before, known) = (_cutter.Cuts, (await EntriesAsync(action)).Count);
        _cutter.CutNextCommit();
        using var response = await change();
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        Assert.Equal(before + 1, _cutter.Cuts);
        var entries = await EntriesAsync(action);
        Assert.Equal((known + 1, "done"), (entries.Count, entries[0].Outcome));
        Assert.Equal(0, await _service.ScalarAsync<long>("SELECT count(*) FROM audit_intents"));
    }

    private async Task<IReadOnlyList<AuditItem>> EntriesAsync(string action) =>
        (await Browser.ReadAsync<Page<AuditItem>>(await _admin.Http.GetAsync($"/api/admin/audit?action={action}"))).Items;
}
