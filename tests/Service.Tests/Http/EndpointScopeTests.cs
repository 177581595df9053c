using System.Net;
using LearningActors.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Tests.Http;

/// <summary>No endpoint is open by mistake.</summary>
public sealed class EndpointScopeTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Dashboard = "GET,HEAD /dashboard/{**name}";
    private const string Guide = "GET,HEAD /guide/{**name}";

    private static readonly string[] s_open =
    [
        "GET /",
        "GET /health/live",
        "GET /health/ready",
        "GET /openapi/{documentName}.json",
        Dashboard,
        Guide,
        "POST /api/session/",
        "POST /api/session/link",
        "POST /api/session/link/lookup",
    ];

    [Fact]
    public void EveryEndpointNamesItsScopeOrSaysThatItIsOpen()
    {
        var endpoints = fixture.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        Assert.All(
            endpoints,
            endpoint =>
                Assert.True(
                    (
                        endpoint.Metadata.GetMetadata<RequiredScope>() is { Any.IsEmpty: false }
                        || endpoint.Metadata.GetMetadata<RequiredPerson>() is not null
                    ) != endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                    Name(endpoint)
                )
        );
        var open = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Name);
        Assert.Equal(
            s_open.Where(one => (one != Dashboard || LearningApi.HasDashboard) && (one != Guide || LearningApi.HasGuide)),
            open.Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task AnEndpointThatNamesNoScopeIsClosed()
    {
        await using var service = await TestService.StartAsync(map: application => application.MapGet("/forgotten", () => "open"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Anonymous.GetAsync("/forgotten")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Admin.GetAsync("/forgotten")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Anonymous.GetAsync("/nowhere")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Admin.GetAsync("/api/nowhere")).StatusCode);
    }

    private static string Name(RouteEndpoint endpoint) =>
        $"{string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])} "
        + $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}";
}
