using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using LearningActors.Tests.Experiments;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>
/// What the first paint and an interaction wait for, in Chromium: files of the page and nothing of the service. How long they take is
/// measured, and compared with the budget of 1 s and 100 ms, by <c>npm run speed</c> in <c>dashboard</c>.
/// </summary>
public sealed class FirstPaintTests : IAsyncLifetime
{
    private const int MaxBytes = 200_000;

    private readonly ConcurrentQueue<string> _asked = new();
    private readonly TaskCompletionSource _session = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestService _service = null!;
    private BrowserSession _browser = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _browser = await BrowserSession.OpenAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        _session.TrySetResult();
        _answers.TrySetResult();
        await _browser.DisposeAsync();
        await _service.DisposeAsync();
    }

    [DashboardFact]
    public async Task TheFirstPaintWaitsForThePageAndItsEntryAloneAndPartsComeAsTheyAreAnswered()
    {
        await _service.DayAsync("BUY", ("v1.0", 40, 31));
        var page = await _browser.SignInAsync(_service);
        await page.GetByText("77.5%").First.WaitForAsync();
        await HoldAsync(page);

        // Every answer of the service is held back, and every file but the page, its entry and its style: it is painted all the same.
        await page.RouteAsync(
            url => url.Contains("/dashboard/assets/", StringComparison.Ordinal) && !url.Contains("/index-", StringComparison.Ordinal),
            async route =>
            {
                // The entry's own part, which the page names itself.
                if (!route.Request.Url.Contains("/assets/api-", StringComparison.Ordinal))
                    await _session.Task;
                await route.ContinueAsync();
            }
        );
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        await page.GetByRole(AriaRole.Status, new() { Name = "Loading …" }).WaitForAsync();
        await page.GetByText("LearningActors").First.WaitForAsync();
        var paint = await FirstPaintAsync(page);
        Assert.True(paint > 0);
        var before = await ReadFilesAsync(page, paint);
        Assert.All(before, file => Assert.Matches(@"/dashboard/(assets/(index|api)-[\w-]+\.(js|css)|icon\.svg)?$", file));
        Assert.Contains(before, file => file.EndsWith(".js", StringComparison.Ordinal));
        Assert.InRange(await ZippedAsync(before), 20_000, MaxBytes);
        Assert.All(_asked, path => Assert.Equal("/api/session", path));

        // It is known who looks: the frame has its places, and the page its skeleton, while figures are held back still.
        _session.SetResult();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Review queue" }).WaitForAsync();
        await page.GetByRole(AriaRole.Status, new() { Name = "Loading …" }).First.WaitForAsync();
        Assert.Equal(0, await page.GetByText("77.5%").CountAsync());
        Assert.Contains(_asked, path => path.StartsWith("/api/admin/llm-learning", StringComparison.Ordinal));

        // A click is answered by the page itself, too: another page stands there before its figures.
        await page.GetByRole(AriaRole.Link, new() { Name = "Strategies" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Strategies" }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();

        _answers.SetResult();
        await page.GetByText("77.5%").First.WaitForAsync();
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task WhatWasReadStaysWhileAFilterIsAsked()
    {
        await _service.DayAsync("BUY", ("v1.0", 40, 31));
        var page = await _browser.SignInAsync(_service, "explanations");
        var rows = page.Locator("tbody tr");
        await rows.First.WaitForAsync();
        var known = await rows.CountAsync();
        _session.SetResult();
        await HoldAsync(page);
        await page.GetByLabel("Signal").First.SelectOptionAsync("SELL");
        Assert.Contains("signal=SELL", page.Url, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => Task.FromResult(_asked.Any(path => path == "/api/explanations")), "The filter is asked.");
        // The choice stands in its field at once, and the table keeps its rows until the others are there.
        Assert.Equal("SELL", await page.GetByLabel("Signal").First.InputValueAsync());
        Assert.Equal(known, await rows.CountAsync());
        _answers.SetResult();
        await page.GetByText("Nothing was explained that fits these filters.").WaitForAsync();
        Assert.Empty(_browser.Errors);
    }

    /// <summary>Lets no request for the service pass before the test says so.</summary>
    private Task HoldAsync(IPage page) =>
        page.RouteAsync(
            url => new Uri(url).AbsolutePath.StartsWith("/api/", StringComparison.Ordinal),
            async route =>
            {
                var path = new Uri(route.Request.Url).AbsolutePath;
                _asked.Enqueue(path);
                await (path == "/api/session" ? _session : _answers).Task;
                await route.ContinueAsync();
            }
        );

    private static async Task<double> FirstPaintAsync(IPage page) =>
        await page.EvaluateAsync<double>(
            """
            new Promise(done => new PerformanceObserver(list =>
                list.getEntriesByName('first-contentful-paint').forEach(one => done(one.startTime)))
                .observe({ type: 'paint', buffered: true }))
            """
        );

    /// <summary>The files that were there before the paint, and what the page was itself.</summary>
    private static async Task<IReadOnlyList<string>> ReadFilesAsync(IPage page, double paint)
    {
        var files = await page.EvaluateAsync<JsonElement>(
            "before => performance.getEntriesByType('resource').filter(one => one.responseEnd > 0 && one.responseEnd <= before)"
                + ".map(one => one.name)",
            paint
        );
        return [page.Url, .. files.EnumerateArray().Select(file => file.GetString()!)];
    }

    /// <summary>How long files are together, as gzip makes them.</summary>
    private async Task<long> ZippedAsync(IEnumerable<string> files)
    {
        var sum = 0L;
        foreach (var file in files)
        {
            var content = await _service.Anonymous.GetByteArrayAsync(file);
            using var zipped = new MemoryStream();
            using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
                gzip.Write(content);
            sum += zipped.Length;
        }

        return sum;
    }
}
