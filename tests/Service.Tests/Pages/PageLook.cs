using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>Looks at what a page shows now: in light and wide, and in dark on the narrowest screen.</summary>
internal static class PageLook
{
    private static readonly (ColorScheme Scheme, int Width)[] s_looks = [(ColorScheme.Dark, 320), (ColorScheme.Light, 1440)];

    private const string AnimationsEnd =
        "Promise.all(document.getAnimations().filter(one => one.effect.getTiming().iterations !== Infinity)"
        + ".map(one => one.finished.catch(() => null)))";

    /// <summary>Asserts that there is no barrier, and that nothing is wider than the screen.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">What is looked at, for the message.</param>
    internal static async Task AtAsync(IPage page, string name)
    {
        var problems = new List<string>();
        foreach (var (scheme, width) in s_looks)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 1000);
            await page.EvaluateAsync(AnimationsEnd);
            var seen = await page.RunAxe();
            problems.AddRange(seen.Violations.Select(one => $"{name}, {width}: {one.Id}, {one.Nodes[0].Html}"));
            var beyond = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            if (beyond > 0)
                problems.Add($"{name} is {beyond} pixels wider than a screen of {width}.");
        }

        Assert.Empty(problems);
    }
}
