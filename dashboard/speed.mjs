// How quick the pages are in Chromium on the data of a running service: the first contentful paint of a page that is opened anew, and how
// long the browser takes to draw after a click or a key. It prints figures beside the budget, medians of five rounds, and fails where one
// is over it. What is not a matter of time is tested: tests/Service.Tests/Pages/FirstPaintTests.cs.
// browser.mjs says which variables name the service and who looks.
import { launch, service, signIn } from "./browser.mjs";

const budget = { paint: 1000, interaction: 100 };
const rounds = 5;

const pages = [
    {
        address: "",
        ready: "Which signals of which tickers please",
        act: (page) => page.getByRole("button", { name: "Explanations", exact: true }).first().click(),
    },
    {
        address: "explanations",
        ready: "rows read",
        act: (page) => page.getByRole("button", { name: "Stars", exact: true }).first().click(),
    },
    { address: "trades", ready: "rows", act: (page) => page.getByRole("button", { name: "R", exact: true }).first().click() },
    { address: "recommendations/matches", ready: "rows", act: (page) => page.getByLabel("Symbol").first().press("a") },
];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const first = await context.newPage();
await signIn(first);
await first.close();

let over = 0;
for (const { address, ready, act } of pages) {
    const [paints, whole, interactions] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
        const page = await context.newPage();
        await page.addInitScript(() => {
            window.events = [];
            new PerformanceObserver((list) => window.events.push(...list.getEntries().map((one) => one.duration))).observe({
                type: "event",
                durationThreshold: 16,
            });
        });
        const began = performance.now();
        await page.goto(`${service}/dashboard/${address}`);
        await page.getByText(ready).first().waitFor();
        whole.push(performance.now() - began);
        paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
        await act(page);
        await page.waitForTimeout(300);
        // An event that took less than 16 ms is not told.
        interactions.push(await page.evaluate(() => Math.max(16, ...window.events)));
        await page.close();
    }
    const [paint, interaction] = [median(paints), median(interactions)];
    if (paint > budget.paint || interaction > budget.interaction) over++;
    const of = (value, most) => `${Math.round(value)} of ${most} ms${value > most ? " (over)" : ""}`;
    console.log(
        `/${address}: first contentful paint ${of(paint, budget.paint)}, interaction ${of(interaction, budget.interaction)}, ` +
            `figures there after ${Math.round(median(whole))} ms`,
    );
}
await browser.close();
console.log(over === 0 ? "All pages keep the budget." : `${over} of ${pages.length} pages are over the budget.`);
process.exit(over === 0 ? 0 : 1);
