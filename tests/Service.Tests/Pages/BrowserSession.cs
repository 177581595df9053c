using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>A page in Debian's Chromium.</summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    internal const string Program = "/usr/bin/chromium";
    private static readonly string[] s_arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _errors = [];

    private BrowserSession(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser, Page) = (playwright, browser, page);
        Watch(page);
    }

    /// <summary>As all other waits: five seconds are little for a page that is loaded in parts on a busy machine.</summary>
    static BrowserSession() => Assertions.SetDefaultExpectTimeout(30_000);

    internal IPage Page { get; }

    /// <summary>What the page's scripts threw.</summary>
    internal IReadOnlyList<string> Errors => _errors;

    internal static async Task<BrowserSession> OpenAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = s_arguments });
        return new BrowserSession(playwright, browser, await NewPageAsync(browser));
    }

    /// <summary>A page of somebody else: it shares no cookies with the others.</summary>
    internal async Task<IPage> OpenAnotherAsync()
    {
        var page = await NewPageAsync(_browser);
        Watch(page);
        return page;
    }

    private static Task<IPage> NewPageAsync(IBrowser browser) =>
        browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 1400 },
            }
        );

    private void Watch(IPage page) => page.PageError += (_, error) => _errors.Add(error);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>A test in a browser, skipped where there is none.</summary>
public sealed class BrowserFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(File.Exists(BrowserSession.Program) ? null : $"{BrowserSession.Program} is not installed.", test);
