// Pictures of every page in light and dark, wide and on a phone, into artifacts/screenshots; what axe finds ends it with an error.
// With names of pages as arguments, only of those. browser.mjs says which variables name the service and who looks.
import { mkdir } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { launch, service, signIn } from "./browser.mjs";

const folder = new URL("../artifacts/screenshots/", import.meta.url).pathname;
const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const desk = "/api/v1/strategies/learning";

const pages = {
    overview: () => "",
    explanations: () => "explanations",
    ticker: () => "explanations?ticker=AAPL&signal=BUY",
    explanation: (found) => found.explanation && `explanations/${found.explanation}`,
    prompts: () => "prompts",
    prompt: (found) => `prompts/${found.version}`,
    experiments: () => "experiments",
    experiment: (found) => found.experiment && `experiments/${found.experiment}`,
    planner: (found) => `experiments/plan?signal=SELL&versions=${found.version}`,
    tuning: () => "fine-tuning",
    datasets: () => "fine-tuning/datasets",
    jobs: () => "fine-tuning/jobs",
    models: () => "fine-tuning/models",
    trades: () => "trades",
    strategies: () => "strategies",
    strategy: (found) => found.strategy && `strategies/${encodeURIComponent(found.strategy)}`,
    insights: (found) => `insights?insight=${found.insight ?? ""}`,
    relevant: () => "insights/relevant?setup=pullback&phase=range",
    trade: (found) => found.trade && `trades/${encodeURIComponent(found.trade)}`,
    queue: () => "recommendations/queue",
    matches: () => "recommendations/matches",
    recommendations: () => "recommendations/sent",
    orders: () => "recommendations/orders",
    positions: () => "recommendations/positions",
    outcomes: () => "recommendations/outcomes",
    divergence: () => "recommendations/analytics",
    weeks: () => "weekly-summaries",
    week: (found) => found.week && `weekly-summaries/${found.week}`,
    changes: () => "algorithm-changes",
    change: (found) => found.change && `algorithm-changes/${found.change}`,
    imports: () => "imports",
    import: (found) => found.import && `imports/${found.import}`,
    alerts: () => "alerts",
    alert: (found) => found.alert && `alerts?alert=${encodeURIComponent(found.alert)}`,
    cycles: () => "cycles?cycle=weekly-summary",
    operations: () => "operations",
    reminders: () => "operations/reminders",
    grains: () => "operations/grains/champion",
    grain: () => "operations/grains/champion/BUY",
    audit: () => "audit",
    people: () => "people",
    keys: () => "keys",
    account: () => "account",
};

/** Something of each kind to open. */
async function look(page) {
    const first = async (path, pick) => {
        const answer = await page.request.get(service + path);
        return answer.ok() ? pick(await answer.json()) : undefined;
    };
    const insight = await first("/api/learning/insights?limit=1&min_confidence=0&active=any", (list) => list.items[0]);
    const weeks = await first(`${desk}/weekly-summaries?limit=20`, (list) => list.items.map((one) => one.summary));
    const week = weeks?.find((one) => one.patterns.length > 0)?.week ?? weeks?.[0]?.week;
    return {
        version: await first("/api/admin/prompts?limit=1000", (list) => list.signals[0]?.champion),
        experiment: await first("/api/admin/llm-ab-tests", (list) => list.history[0]?.id ?? list.active[0]?.experiment.id),
        strategy: await first("/api/strategies?limit=1", (list) => list.items[0]?.id),
        change: await first(`${desk}/v4-candidates?limit=50`, (list) => (list.items.find((one) => one.validation) ?? list.items[0])?.id),
        explanation: await first("/api/explanations?rating=rated&limit=1", (list) => list.items[0]?.explanation_id),
        insight: insight?.id,
        alert: await first("/api/admin/alerts?kind=rollback&limit=1", (list) => list.items[0]?.id),
        import: await first(`${desk}/imports?limit=1`, (list) => list.items[0]?.id),
        trade: insight?.supporting_trades[0],
        week: week && `${week.year}/${week.week}`,
    };
}

await mkdir(folder, { recursive: true });
const wanted = process.argv.slice(2);
const browser = await launch();
const first = await browser.newContext();
const stranger = await first.newPage();
await stranger.goto(`${service}/dashboard/`);
await stranger.getByRole("button", { name: "Sign in" }).waitFor();
for (const colorScheme of ["light", "dark"])
    for (const [size, viewport] of Object.entries(sizes)) {
        await stranger.emulateMedia({ colorScheme });
        await stranger.setViewportSize(viewport);
        await stranger.screenshot({ path: `${folder}sign-in.${colorScheme}.${size}.png` });
    }
await signIn(stranger);
const storageState = await first.storageState();
const found = await look(await first.newPage());
let problems = 0;
const complain = (what) => {
    problems++;
    console.log(what);
};
for (const colorScheme of ["light", "dark"])
    for (const [size, viewport] of Object.entries(sizes)) {
        const context = await browser.newContext({ colorScheme, viewport, storageState });
        const page = await context.newPage();
        for (const [name, address] of Object.entries(pages)) {
            if (wanted.length > 0 && !wanted.includes(name)) continue;
            const where = `${name}, ${colorScheme}, ${size}`;
            const place = address(found);
            if (place === undefined) {
                console.log(`${where}: nothing to show`);
                continue;
            }
            await page.goto(`${service}/dashboard/${place}`);
            await page.locator("h1").first().waitFor();
            await page.waitForLoadState("networkidle");
            await page.screenshot({ path: `${folder}${name}.${colorScheme}.${size}.png`, fullPage: true });
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            if (wide > 0) complain(`${where}: ${wide} px wider than the window`);
            for (const { id, nodes } of (await new AxeBuilder({ page }).analyze()).violations)
                complain(`${where}: ${id}: ${nodes[0].html}`);
        }
        await context.close();
    }
await browser.close();
console.log(`Pictures are in ${folder}; ${problems === 0 ? "nothing to complain of" : `${problems} problems`}.`);
process.exit(problems === 0 ? 0 : 1);
