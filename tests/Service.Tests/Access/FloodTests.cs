using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LearningActors.Tests.Access;

/// <summary>Who sends too much, or too slowly, is cut off.</summary>
public sealed class FloodTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Fact]
    public async Task ABodyThatIsTooLongIsRefused()
    {
        // The client asks before it sends so much, as curl does.
        using var tooLong = new HttpRequestMessage(HttpMethod.Post, "/api/feedback") { Content = Content(17 * 1024 * 1024) };
        tooLong.Headers.ExpectContinue = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Service.Engine.SendAsync(tooLong)).StatusCode);
        using var small = Content(70_000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Service.Engine.PostAsync("/api/session", small)).StatusCode);

        static ByteArrayContent Content(int length) =>
            new(Encoding.ASCII.GetBytes(new string(' ', length))) { Headers = { ContentType = new("application/json") } };
    }

    [Fact]
    public async Task JsonThatIsTooDeepIsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000);
        var response = await TestService.PostTextAsync(Service.Engine, "/api/explanations", deep);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    /// <summary>Nothing that comes compressed is unpacked: a few bytes stay a few bytes.</summary>
    [Fact]
    public async Task WhatIsCompressedIsNotUnpacked()
    {
        using var bytes = new MemoryStream();
        await using (var zip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            await zip.WriteAsync(new byte[10_000_000]);
        using var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        var response = await Service.Engine.PostAsync("/api/explanations", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    /// <summary>The server ends it after five seconds; the test waits for that and for nothing else.</summary>
    [Fact]
    public async Task ABodyThatComesDropByDropIsCutOff()
    {
        using var client = await ConnectAsync();
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                "POST /api/explanations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
                    + $"Authorization: Bearer {Service.Keys.Engine}\r\n\r\n{{"
            )
        );
        using var reader = new StreamReader(stream);
        Assert.Contains("408", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task HeadersThatDoNotEndAreCutOff()
    {
        using var client = await ConnectAsync();
        await using var stream = client.GetStream();
        await stream.WriteAsync("GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: "u8.ToArray());
        using var reader = new StreamReader(stream);
        Assert.Contains("408", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(Service.Url).Port);
        return client;
    }
}
