import { useMantineColorScheme } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Schema } from "./api";
import { chosen, count, interval, percent } from "./format";
import { Empty } from "./States";

/** A rate at a day. */
export interface RatePoint {
    day: string;
    rate: Schema<"Proportion">;
}

/** A day on which something happened. */
export interface Mark {
    day: string;
    text: string;
}

const height = 250;
const secondsADay = 86_400;

/** Rates over days with the band of their 95 % intervals, a target, and marks; the figures stand in a table behind. */
export function RateChart({
    label,
    points,
    marks = [],
    target,
    by = "day",
}: {
    label: string;
    /** What a point is: a day, or a week by its Monday. */
    by?: "day" | "week";
    points: readonly RatePoint[];
    marks?: readonly Mark[];
    target?: number;
}) {
    const place = useRef<HTMLDivElement>(null);
    const { colorScheme } = useMantineColorScheme();
    const shown = points.filter((point) => point.rate.rate !== null);
    useEffect(() => {
        const element = place.current;
        if (!element || shown.length === 0) return undefined;
        const plot = draw(element, label, shown, marks, target);
        const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
        watch.observe(element);
        return () => {
            watch.disconnect();
            plot.destroy();
        };
    }, [label, JSON.stringify([points, marks, target]), colorScheme]);
    if (shown.length === 0) return <Empty title="No ratings yet" />;
    return (
        <figure>
            <div className="chart" ref={place} role="img" aria-label={`${label} by ${by}; the figures stand in the table below`} />
            <Behind>
                <table className="data">
                    <thead>
                        <tr>
                            <th scope="col">{by === "day" ? "Day" : "Week of"}</th>
                            <th scope="col" className="number">
                                {label}
                            </th>
                            <th scope="col" className="number">
                                95 % interval
                            </th>
                            <th scope="col" className="number">
                                n
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {shown.map(({ day, rate }) => (
                            <tr key={day}>
                                <td>{day}</td>
                                <td className="number">{percent(rate.rate)}</td>
                                <td className="number">{interval(rate)}</td>
                                <td className="number">{count(rate.n)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </Behind>
        </figure>
    );
}

/** The figures of a chart. */
export const Behind = ({ children }: { children: ReactNode }) => (
    <details>
        <summary>Table</summary>
        <div className="table-region tall" role="region" aria-label="Figures of the chart" tabIndex={0}>
            {children}
        </div>
    </details>
);

function draw(place: HTMLElement, label: string, points: readonly RatePoint[], marks: readonly Mark[], target: number | undefined): uPlot {
    const style = getComputedStyle(document.documentElement);
    const [ink, line, accent, good] = ["--quiet", "--line", "--accent", "--good"].map((name) => style.getPropertyValue(name).trim()) as [
        string,
        string,
        string,
        string,
    ];
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line }, font: "12px system-ui" };
    const options: uPlot.Options = {
        width: place.clientWidth,
        height,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
        legend: { live: true },
        scales: {
            x: { range: (_, first, last) => (first === last ? [first - 3 * secondsADay, last + 3 * secondsADay] : [first, last]) },
            y: {
                range: (_, min, max) => [
                    Math.max(0, Math.min(min, target ?? min) - 0.05),
                    Math.min(1, Math.max(max, target ?? max) + 0.05),
                ],
            },
        },
        axes: [axis, { ...axis, values: (_, ticks) => ticks.map((tick) => chosen(tick)), size: 56 }],
        series: [
            { label: "Day (UTC)", value: "{YYYY}-{MM}-{DD}" },
            { label, stroke: accent, width: 2, points: { show: points.length < 40 }, value: (_, value) => percent(value) },
            { label: "Lower", stroke: "transparent", points: { show: false }, value: (_, value) => percent(value) },
            { label: "Upper", stroke: "transparent", points: { show: false }, value: (_, value) => percent(value) },
        ],
        bands: [{ series: [3, 2], fill: `${accent}26` }],
        hooks: {
            draw: [
                (plot) => {
                    if (target !== undefined) drawTarget(plot, target, good);
                    drawMarks(plot, marks, ink);
                },
            ],
        },
    };
    const data: uPlot.AlignedData = [
        points.map((point) => Date.parse(point.day) / 1000),
        points.map((point) => point.rate.rate),
        points.map((point) => point.rate.lower),
        points.map((point) => point.rate.upper),
    ];
    return new uPlot(options, data, place);
}

function drawTarget(plot: uPlot, target: number, colour: string): void {
    const { ctx, bbox } = plot;
    const y = plot.valToPos(target, "y", true);
    ctx.save();
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.textAlign = "left";
    ctx.setLineDash([6, 4]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = `${11 * devicePixelRatio}px system-ui`;
    ctx.fillText(`target ${chosen(target)}`, bbox.left + 4, y - 4 * devicePixelRatio);
    ctx.restore();
}

function drawMarks(plot: uPlot, marks: readonly Mark[], colour: string): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.setLineDash([2, 3]);
    ctx.font = `${11 * devicePixelRatio}px system-ui`;
    const inOrder = marks.toSorted((one, other) => one.day.localeCompare(other.day));
    // Where the labels of each line end; a label stands in the first line where it touches no other.
    const ends: number[] = [];
    for (const mark of inOrder) {
        const x = plot.valToPos(Date.parse(mark.day) / 1000, "x", true);
        if (x < bbox.left || x > bbox.left + bbox.width) continue;
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        const label = ` ${mark.text} `;
        const { width } = ctx.measureText(label);
        const isLeft = x + width > bbox.left + bbox.width;
        const begin = isLeft ? x - width : x;
        const free = ends.findIndex((end) => end <= begin);
        const line = free < 0 ? ends.length : free;
        ends[line] = begin + width;
        ctx.textAlign = isLeft ? "right" : "left";
        ctx.fillText(label, x, bbox.top + (12 + 13 * line) * devicePixelRatio);
    }
    ctx.restore();
}
