using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using LearningActors.Access;
using LearningActors.Feedback;
using LearningActors.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MadeKey = LearningActors.Client.MadeKey;

namespace LearningActors.Tests.Access;

/// <summary>
/// Every endpoint with every role, scope and bad credential: allowed, 401 or 403 as the table of <c>docs/access.md</c> says, which is made
/// from the same endpoints.
/// </summary>
public sealed class AccessMatrixTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Begin = "<!-- endpoints -->";

    /// <summary>Ends the session that the other calls need; <see cref="PeopleTests"/> has it.</summary>
    private const string SignOut = "DELETE /api/session/";

    private static readonly string[] s_roles = ["viewer", "trader", "analyst", "operator", "admin"];

    private TestService Service => fixture.Service;

    [Fact]
    public async Task EveryEndpointAnswersEveryRoleAsTheTableSays()
    {
        using var admin = await Browser.AdminAsync(Service);
        var wrong = new List<string>();
        foreach (var role in s_roles)
        {
            using var person = role == "admin" ? await SecondAdminAsync(admin) : await admin.InviteAsync(Service, $"a-{role}", role);
            foreach (var endpoint in Endpoints().Where(one => one.Name != SignOut))
                await CompareAsync(
                    person.Http,
                    endpoint,
                    endpoint.IsFor(RoleScopes.Of(Enum.Parse<Role>(role, ignoreCase: true)), isPerson: true),
                    role,
                    wrong
                );
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task EveryEndpointAnswersEveryScopeOfAKeyAsTheTableSays()
    {
        var wrong = new List<string>();
        foreach (var scope in Scope.All)
        {
            var made = await Browser.ReadAsync<MadeKey>(
                await Service.Admin.PostAsJsonAsync("/api/keys", new { name = $"with-{scope}", scopes = new[] { scope } })
            );
            using var client = ClientWith($"Bearer {made.Key}");
            foreach (var endpoint in Endpoints())
                await CompareAsync(client, endpoint, endpoint.IsFor([scope], isPerson: false), scope, wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task EveryEndpointRefusesWhoIsNobody()
    {
        var expired = await Browser.ReadAsync<MadeKey>(
            await Service.Admin.PostAsJsonAsync("/api/keys", new { name = "gone", scopes = new[] { "admin" } })
        );
        await Service.Admin.DeleteAsync("/api/keys/gone");
        var wrong = new List<string>();
        foreach (
            var credential in new[]
            {
                "",
                "Bearer ",
                "Bearer lak_000000000000000000000000000000000000000000",
                $"Bearer {expired.Key}",
                $"Bearer {new string('x', 8000)}",
                "Basic YWRtaW46YWRtaW4=",
                "Bearer lrt_e30.e30",
            }
        )
        {
            using var client = ClientWith(credential);
            foreach (var endpoint in Endpoints())
            {
                var status = await SendAsync(client, endpoint);
                if (status != HttpStatusCode.Unauthorized)
                    wrong.Add($"{endpoint.Name} with '{credential[..Math.Min(20, credential.Length)]}': {(int)status}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void TheTableInDocsIsTheEndpoints()
    {
        var path = PathOf("../../../docs/access.md");
        var text = File.ReadAllText(path);
        var table = Table();
        if (Environment.GetEnvironmentVariable("LEARNING_WRITE_ACCESS") is { Length: > 0 })
            File.WriteAllText(path, text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + "\n\n" + table);
        else
            Assert.Equal(table, text[(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..].TrimStart());
    }

    private string Table()
    {
        var table = new StringBuilder("| endpoint | viewer | trader | analyst | operator | admin | key |\n|---|---|---|---|---|---|---|\n");
        foreach (var endpoint in Endpoints())
        {
            var roles = s_roles.Select(role =>
                endpoint.IsFor(RoleScopes.Of(Enum.Parse<Role>(role, ignoreCase: true)), isPerson: true) ? "yes" : "–"
            );
            var keys =
                endpoint.Scopes.Length == 0 ? "–" : string.Join(", ", endpoint.Scopes.Except([Scope.Admin]).DefaultIfEmpty(Scope.Admin));
            table.Append($"| `{endpoint.Name}` | {string.Join(" | ", roles)} | {keys} |\n");
        }

        return table.ToString();
    }

    private Endpoint[] Endpoints() =>
        [
            .. Service
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
                .SelectMany(endpoint =>
                    endpoint
                        .Metadata.GetRequiredMetadata<HttpMethodMetadata>()
                        .HttpMethods.Select(method => new Endpoint(
                            method,
                            $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}",
                            endpoint.Metadata.GetMetadata<RequiredScope>() is { } required ? [.. required.Any] : []
                        ))
                )
                .OrderBy(endpoint => endpoint.Path, StringComparer.Ordinal)
                .ThenBy(endpoint => endpoint.Method, StringComparer.Ordinal),
        ];

    private async Task<Browser> SecondAdminAsync(Browser admin) => await admin.InviteAsync(Service, "a-second", "admin");

    private static async Task CompareAsync(HttpClient client, Endpoint endpoint, bool isAllowed, string who, List<string> wrong)
    {
        var status = await SendAsync(client, endpoint);
        var isRefused = status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;
        if (isRefused == isAllowed || (!isAllowed && status != HttpStatusCode.Forbidden) || (int)status >= 500)
            wrong.Add($"{endpoint.Name} as {who}: {(int)status}, {(isAllowed ? "allowed" : "403")} by the table");
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, Endpoint endpoint)
    {
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), endpoint.Url);
        // A body that no endpoint takes: whoever may call is told so, and nothing is changed.
        if (endpoint.Method is "POST" or "PATCH" or "PUT")
            request.Content = new StringContent("7", Encoding.UTF8, "application/json");
        // A stream has no end.
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    private HttpClient ClientWith(string credential)
    {
        var client = new HttpClient { BaseAddress = new Uri(Service.Url) };
        if (credential.Length > 0)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", credential);
        return client;
    }

    private static string PathOf(string relative, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, relative));

    private sealed record Endpoint(string Method, string Path, string[] Scopes)
    {
        internal string Name => $"{Method} {Path}";

        /// <summary>With values that name nothing.</summary>
        internal string Url =>
            System.Text.RegularExpressions.Regex.Replace(
                Path,
                @"\{\*{0,2}([a-z_]+)[^}]*\}",
                match =>
                    match.Groups[1].Value is "year" ? "2020"
                    : match.Groups[1].Value is "week" ? "1"
                    : "nothing"
            );

        internal bool IsFor(IEnumerable<string> scopes, bool isPerson) =>
            Scopes.Length == 0 ? isPerson : Scopes.Except([RaterIdentity.Scope]).Intersect(scopes).Any();
    }
}
