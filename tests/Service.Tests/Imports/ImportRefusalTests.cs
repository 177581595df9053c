using System.Net;
using System.Net.Http.Headers;
using System.Text;
using static LearningActors.Tests.Imports.ImportDriver;

namespace LearningActors.Tests.Imports;

/// <summary>What is no broker's export is refused with what it looks like and what was expected; nothing is stored.</summary>
public sealed class ImportRefusalTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [SharedDataTheory("README.md")]
    [InlineData("trades/freqtrade-backtest.json", "It looks like JSON, which no broker exports")]
    [InlineData("broker/tastytrade-original-2018_2020-closed.csv", "It is not a known export of a broker. Its first line has")]
    [InlineData("signals/recommendations.jsonl", "It looks like JSON, which no broker exports")]
    [InlineData("README.md", "It is not a known export of a broker.")]
    public Task AFileOfAnotherKind(string name, string expected) =>
        AssertRefusedAsync(File.ReadAllBytes(SharedData.Path(name)), "file", expected);

    [Fact]
    public async Task WhatIsNotText()
    {
        byte[] picture = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13];
        await AssertRefusedAsync(picture, "file", "The file is not text in UTF-8 or UTF-16. A spreadsheet can be saved as CSV.");
        await AssertRefusedAsync([.. "PK"u8, 3, 4, 20, 0, 0], "file", "The file is not text");
        await AssertRefusedAsync([], "file", "The file is empty.");
        await AssertRefusedAsync("\r\n \n"u8.ToArray(), "file", "It is not a known export of a broker.");
        await AssertRefusedAsync("<html/>"u8.ToArray(), "file", "It is XML with the root html; expected FlexQueryResponse");
    }

    [Theory]
    [InlineData("time_zone", "Berlin", "Expected an IANA zone, such as Europe/Berlin, not 'Berlin'.")]
    [InlineData("broker", "Fidelity", "Expected a file of 'Fidelity', and it is one of LearningActors.")]
    [InlineData("mapping", "{\n\"name\": 1}", "line 2, name: expected a text")]
    [InlineData("acount", "IRA", "Unknown part. Did you mean \"account\"?")]
    public Task AnOptionThatIsWrong(string field, string value, string expected) =>
        AssertRefusedAsync(Encoding.UTF8.GetBytes(Header + Row("x")), field, expected, (field, value));

    [Fact]
    public async Task AnAccountThatIsTooLong() =>
        await AssertRefusedAsync(
            Encoding.UTF8.GetBytes(Header + Row("x")),
            "account",
            "Expected at most 100 characters",
            ("account", new string('x', 101))
        );

    [Fact]
    public async Task AFormThatIsNone()
    {
        var json = await Service.Engine.PostAsync(Root, new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Contains("multipart/form-data", (await RefusedAsync(json, HttpStatusCode.BadRequest))["body"]);
        using var empty = new MultipartFormDataContent { { new StringContent("IRA"), "account" } };
        Assert.StartsWith(
            "Required: ",
            (await RefusedAsync(await Service.Engine.PostAsync(Root, empty), HttpStatusCode.BadRequest))["file"]
        );
        var cut = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nexecution_id,exec");
        cut.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        Assert.Equal(
            "It ends before its last part does.",
            (await RefusedAsync(await Service.Engine.PostAsync(Root, cut), HttpStatusCode.BadRequest))["body"]
        );
        await AssertNothingIsStoredAsync(Service);
    }

    /// <summary>60 MB are more than a host takes, whether or not the request says beforehand how many they are.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task AFileThatIsTooLarge(bool isChunked, bool asksFirst)
    {
        var row = Encoding.UTF8.GetBytes(Row("x"));
        var content = new byte[60_000_000];
        for (var i = 0; i < content.Length; i++)
            content[i] = row[i % row.Length];
        using var request = new HttpRequestMessage(HttpMethod.Post, Root) { Content = Form(content) };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = asksFirst;
        var refused = await RefusedAsync(await Service.Engine.SendAsync(request), HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("At most 50000000 bytes are taken.", refused["body"]);
        await AssertNothingIsStoredAsync(Service);
    }

    [Fact]
    public async Task TheLimitIsConfigured()
    {
        await using var service = await TestService.StartAsync(builder => builder.Configuration["Api:MaxImportBytes"] = "1000");
        var small = Encoding.UTF8.GetBytes(Header + Row("x"));
        Assert.Equal(1, (await service.UploadAsync(small)).New);
        var large = await service.SendFileAsync(
            Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, 100).Select(i => Row($"{i}"))))
        );
        Assert.Equal("At most 1000 bytes are taken.", (await RefusedAsync(large, HttpStatusCode.RequestEntityTooLarge))["body"]);
    }

    private async Task AssertRefusedAsync(byte[] content, string field, string expected, params (string Name, string Value)[] fields)
    {
        var refused = await RefusedAsync(await Service.SendFileAsync(content, "file.csv", fields), HttpStatusCode.BadRequest);
        Assert.Contains(expected, refused[field], StringComparison.Ordinal);
        await AssertNothingIsStoredAsync(Service);
    }

    private static async Task AssertNothingIsStoredAsync(TestService service) =>
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT (SELECT count(*) FROM executions) + (SELECT count(*) FROM imports)"));
}
