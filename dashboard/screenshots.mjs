// Pictures of every page in light and dark, wide and on a phone, into artifacts/screenshots; what axe finds ends it with an error.
//   LEARNING_URL, where the service listens; LEARNING_NAME and LEARNING_PASSWORD, who looks; CHROMIUM, the browser.
import { mkdir } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const service = process.env.LEARNING_URL ?? "http://127.0.0.1:8080";
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
  alerts: () => "alerts",
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

async function signIn(page) {
  await page.goto(`${service}/dashboard/`);
  const name = page.getByLabel("Name");
  await name.or(page.getByText("Needs a person now")).first().waitFor();
  if (!(await name.isVisible())) return;
  await name.fill(process.env.LEARNING_NAME ?? "admin");
  await page.locator("input[type=password]").fill(process.env.LEARNING_PASSWORD ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Needs a person now").waitFor();
}

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
    trade: insight?.supporting_trades[0],
    week: week && `${week.year}/${week.week}`,
  };
}

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"],
});
let problems = 0;
let state;
for (const colorScheme of ["light", "dark"])
  for (const [size, viewport] of Object.entries(sizes)) {
    const context = await browser.newContext({ colorScheme, viewport, storageState: state });
    const page = await context.newPage();
    await signIn(page);
    state ??= await context.storageState();
    const found = await look(page);
    for (const [name, address] of Object.entries(pages)) {
      const place = address(found);
      if (place === undefined) {
        console.log(`${name}: nothing to show`);
        continue;
      }
      await page.goto(`${service}/dashboard/${place}`);
      await page.locator("h1").first().waitFor();
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: `${folder}${name}.${colorScheme}.${size}.png`, fullPage: true });
      for (const { id, nodes } of (await new AxeBuilder({ page }).analyze()).violations) {
        problems++;
        console.log(`${name}, ${colorScheme}, ${size}: ${id}: ${nodes[0].html}`);
      }
    }
    await context.close();
  }
await browser.close();
console.log(`Pictures are in ${folder}; axe found ${problems === 0 ? "nothing" : `${problems} problems`}.`);
process.exit(problems === 0 ? 0 : 1);
