using LearningActors.Tests.Access;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>People who sign in on the page.</summary>
internal static class SignedIn
{
    /// <summary>Opens an address as somebody with a role, who is invited and accepts before; the admin is there already.</summary>
    internal static Task<IPage> SignInAsync(this BrowserSession browser, TestService service, string address = "", string role = "admin") =>
        browser.Page.SignInAsync(service, address, role);

    /// <summary>Likewise, on a page of several.</summary>
    internal static async Task<IPage> SignInAsync(this IPage page, TestService service, string address = "", string role = "admin")
    {
        using var admin = await Browser.AdminAsync(service);
        var name = role == "admin" ? "root-admin" : $"a-{role}";
        if (role != "admin")
            (await admin.InviteAsync(service, name, role)).Dispose();
        await page.GotoAsync($"{service.Url}/dashboard/{address}");
        await page.GetByLabel("Name").FillAsync(name);
        await page.Locator("input[type=password]").FillAsync(Browser.GoodPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("[popovertarget=who]").WaitForAsync();
        return page;
    }
}
