import uPlot from "uplot";
import { html, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import type { Schema } from "./api";
import { percent } from "./format";

/** A rate at a day. */
export interface RatePoint {
  day: string;
  rate: Schema<"Proportion">;
}

/** Days that are marked, with what happened. */
export interface Mark {
  day: string;
  text: string;
}

const height = 240;
const day = 86_400;

/** Rates over days, with the band of their 95 % intervals and marks where something happened. */
export function curve(label: string, points: readonly RatePoint[], marks: readonly Mark[] = []): TemplateResult {
  const shown = points.filter((point) => point.rate.rate !== null);
  if (shown.length === 0) return html`<p class="quiet">There is no data yet.</p>`;
  // Its width is known once the page shows it.
  const place = (element?: Element) => element && requestAnimationFrame(() => draw(element as HTMLElement, label, shown, marks));
  return html`<div class="card" role="img" aria-label=${label} ${ref(place)}></div>`;
}

function draw(place: HTMLElement, label: string, points: readonly RatePoint[], marks: readonly Mark[]): void {
  const style = getComputedStyle(document.body);
  const accent = "#3b82f6";
  const axis = { stroke: style.color, grid: { stroke: "#8884", width: 1 }, ticks: { stroke: "#8884" } };
  const lower = points.map((point) => point.rate.lower);
  const upper = points.map((point) => point.rate.upper);
  const options: uPlot.Options = {
    width: Math.max(300, place.clientWidth - 32),
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    scales: {
      x: { range: (_, first, last) => (first === last ? [first - 3 * day, last + 3 * day] : [first, last]) },
      y: { range: (_, min, max) => [Math.max(0, min - 0.05), Math.min(1, max + 0.05)] },
    },
    axes: [axis, { ...axis, values: (_, ticks) => ticks.map((tick) => percent(tick)), size: 60 }],
    series: [
      { label: "day (UTC)", value: "{YYYY}-{MM}-{DD}" },
      { label, stroke: accent, width: 2, points: { show: points.length < 20 }, value: (_, value) => percent(value) },
      { label: "lower", stroke: "transparent", points: { show: false }, value: (_, value) => percent(value) },
      { label: "upper", stroke: "transparent", points: { show: false }, value: (_, value) => percent(value) },
    ],
    bands: [{ series: [3, 2], fill: `${accent}26` }],
    hooks: { draw: [(plot) => mark(plot, marks, style.color)] },
  };
  place.replaceChildren();
  new uPlot(options, [points.map((point) => Date.parse(point.day) / 1000), points.map((point) => point.rate.rate), lower, upper], place);
}

function mark(plot: uPlot, marks: readonly Mark[], ink: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  ctx.setLineDash([4, 4]);
  ctx.font = `${11 * devicePixelRatio}px system-ui`;
  marks.forEach((one, i) => {
    const x = plot.valToPos(Date.parse(one.day) / 1000, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) return;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(one.text, x + 4, bbox.top + (12 + 13 * (i % 4)) * devicePixelRatio);
  });
  ctx.restore();
}
