// What the commands share that look at a running service in Chromium.
//   LEARNING_URL, where the service listens; LEARNING_NAME and LEARNING_PASSWORD, who looks; LEARNING_LINK, the link for the first
//   admin that the service prints, where nobody has used it yet: whoever looks becomes that admin; CHROMIUM, the browser.
import { chromium } from "playwright-core";

export const service = process.env.LEARNING_URL ?? "http://127.0.0.1:8080";

export const launch = () =>
    chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"],
    });

/** Opens the overview, as who the environment names; the context knows them from then on. */
export async function signIn(page) {
    const [name, password] = [process.env.LEARNING_NAME ?? "admin", process.env.LEARNING_PASSWORD ?? ""];
    if (process.env.LEARNING_LINK) {
        await page.goto(process.env.LEARNING_LINK);
        await page.getByLabel("Your name").fill(name);
        for (const field of await page.locator("input[type=password]").all()) await field.fill(password);
        await page.getByRole("button", { name: "Set the password" }).click();
    } else {
        await page.goto(`${service}/dashboard/`);
        await page.getByLabel("Name").fill(name);
        await page.locator("input[type=password]").fill(password);
        await page.getByRole("button", { name: "Sign in" }).click();
    }
    await page.getByText("Needs a person now").waitFor();
}
