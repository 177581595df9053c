using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using Npgsql;

namespace LearningActors.Tests.Access;

/// <summary>A password that was changed or reset lets nobody in any more.</summary>
public sealed class PasswordTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Browser _admin = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _admin = await Browser.FirstAdminAsync(_service);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task AResetLinkEndsWithAnotherPassword()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "viewer");
        var link = await ResetLinkAsync();
        await ada.Http.PutAsJsonAsync(
            "/api/session/password",
            new { current_password = Browser.GoodPassword, new_password = "another good one" }
        );
        var lookup = await ada.Http.PostAsJsonAsync("/api/session/link/lookup", new { token = link });
        Assert.Equal(HttpStatusCode.NotFound, lookup.StatusCode);
    }

    [Fact]
    public async Task AnotherPasswordEndsTheOtherSessions()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "viewer");
        using var phone = new Browser(_service);
        await phone.SignInAsync("ada");
        var wrong = await ada.Http.PutAsJsonAsync(
            "/api/session/password",
            new { current_password = "not the password", new_password = "another good one" }
        );
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var changed = await ada.Http.PutAsJsonAsync(
            "/api/session/password",
            new { current_password = Browser.GoodPassword, new_password = "another good one" }
        );
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync("/api/session")).StatusCode);
        Assert.Equal(
            0,
            await _service.ScalarAsync<long>("SELECT count(*) FROM person_sessions WHERE person = 'ada' AND ended_at IS NULL") - 1
        );
        Assert.Equal(HttpStatusCode.Unauthorized, (await phone.TrySignInAsync("ada", Browser.GoodPassword)).StatusCode);
        await phone.SignInAsync("ada", "another good one");
    }

    [Fact]
    public async Task ALinkForAnotherPasswordReplacesThoseBefore()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "viewer");
        var first = await ResetLinkAsync();
        var second = await ResetLinkAsync();
        using var browser = new Browser(_service);
        var lookup = await browser.Http.PostAsJsonAsync("/api/session/link/lookup", new { token = first });
        Assert.Equal(HttpStatusCode.NotFound, lookup.StatusCode);
        var found = await Browser.ReadAsync<LinkAnswer>(
            await browser.Http.PostAsJsonAsync("/api/session/link/lookup", new { token = second })
        );
        Assert.Equal(("reset", "ada"), (found.Purpose, found.Name));
        await browser.UseLinkAsync(new { token = second, password = "a third good one" });
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.TrySignInAsync("ada", Browser.GoodPassword)).StatusCode);
    }

    /// <summary>The sign-in compared the old password before the reset was committed, and stores its session after.</summary>
    [Fact]
    public async Task AnOldPasswordOpensNoSessionWhileItIsReset()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "viewer");
        var link = await ResetLinkAsync();
        await using var gate = await _service.Database.OpenConnectionAsync();
        await ExecuteAsync(
            gate,
            """
            CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
            CREATE TRIGGER wait_at_gate AFTER UPDATE OF password_hash ON people FOR EACH ROW EXECUTE FUNCTION wait_at_gate();
            SELECT pg_advisory_lock(4711)
            """
        );
        using var reset = new Browser(_service);
        using var stranger = new Browser(_service);
        var resetting = reset.UseLinkAsync(new { token = link, password = "another good one" });
        await WaitersAsync(1);
        var signingIn = stranger.TrySignInAsync("ada", Browser.GoodPassword);
        await WaitersAsync(2);
        await ExecuteAsync(gate, "SELECT pg_advisory_unlock(4711)");
        await resetting;

        Assert.Equal(HttpStatusCode.Unauthorized, (await signingIn).StatusCode);
        Assert.Equal(1, await _service.ScalarAsync<long>("SELECT count(*) FROM person_sessions WHERE person = 'ada' AND ended_at IS NULL"));
        await stranger.SignInAsync("ada", "another good one");

        Task WaitersAsync(long wanted) =>
            Eventually.TrueAsync(
                async () =>
                    await _service.ScalarAsync<long>(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                    ) >= wanted,
                $"{wanted} wait for a lock"
            );

        static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<string> ResetLinkAsync()
    {
        var made = await Browser.ReadAsync<LinkFor>(await _admin.Http.PostAsync("/api/people/ada/link", null));
        return made.Link[(made.Link.IndexOf('#') + 1)..];
    }
}
