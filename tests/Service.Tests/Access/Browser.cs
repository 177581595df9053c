using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;

namespace LearningActors.Tests.Access;

/// <summary>Somebody at a browser: cookies are kept, and each change brings the anti-forgery token.</summary>
internal sealed class Browser : IDisposable
{
    internal const string AntiforgeryHeader = "X-Antiforgery-Token";
    internal const string GoodPassword = "correct horse battery";
    private readonly SocketsHttpHandler _handler = new() { CookieContainer = new CookieContainer() };

    internal Browser(TestService service) => Http = new HttpClient(_handler) { BaseAddress = new Uri(service.Url) };

    internal HttpClient Http { get; }

    internal Cookie? Cookie => _handler.CookieContainer.GetAllCookies().SingleOrDefault();

    /// <summary>The first admin, signed in.</summary>
    internal static async Task<Browser> FirstAdminAsync(TestService service, string name = "root-admin")
    {
        var browser = new Browser(service);
        await browser.UseLinkAsync(
            new
            {
                token = service.FirstAdminToken,
                name,
                password = GoodPassword,
            }
        );
        return browser;
    }

    /// <summary>The first admin, signed in; on a service that tests share the link may be used up.</summary>
    internal static async Task<Browser> AdminAsync(TestService service)
    {
        if (await service.ScalarAsync<long>("SELECT count(*) FROM people") == 0)
            return await FirstAdminAsync(service);
        var browser = new Browser(service);
        await browser.SignInAsync("root-admin");
        return browser;
    }

    /// <summary>Invites somebody, who accepts.</summary>
    internal async Task<Browser> InviteAsync(TestService service, string name, string role)
    {
        var invited = await ReadAsync<LinkFor>(await Http.PostAsJsonAsync("/api/people", new { name, role }));
        var browser = new Browser(service);
        await browser.UseLinkAsync(new { token = invited.Link[(invited.Link.IndexOf('#') + 1)..], password = GoodPassword });
        return browser;
    }

    internal async Task UseLinkAsync(object use) => Take(await ReadAsync<SignedIn>(await Http.PostAsJsonAsync("/api/session/link", use)));

    internal Task<HttpResponseMessage> TrySignInAsync(string name, string password) =>
        Http.PostAsJsonAsync("/api/session", new { name, password });

    internal async Task SignInAsync(string name, string password = GoodPassword) =>
        Take(await ReadAsync<SignedIn>(await TrySignInAsync(name, password)));

    internal static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<T>(ClientJson.Options))!;
    }

    public void Dispose() => Http.Dispose();

    private void Take(SignedIn signedIn)
    {
        Http.DefaultRequestHeaders.Remove(AntiforgeryHeader);
        Http.DefaultRequestHeaders.Add(AntiforgeryHeader, signedIn.AntiforgeryToken);
    }
}
