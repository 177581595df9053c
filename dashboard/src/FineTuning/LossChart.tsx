import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Schema } from "../Shared/api";
import { count, decimal } from "../Shared/format";
import { Behind } from "../Shared/RateChart";
import { Empty } from "../Shared/States";

type Point = Schema<"LossPoint">;

const height = 260;

/** The loss at each step, on what is trained on and on what is held out; the figures stand in a table behind. */
export function LossChart({ of }: { of: readonly Point[] }) {
    const place = useRef<HTMLDivElement>(null);
    const { colorScheme } = useMantineColorScheme();
    useEffect(() => {
        const element = place.current;
        if (!element || of.length === 0) return undefined;
        const plot = draw(element, of);
        const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
        watch.observe(element);
        return () => {
            watch.disconnect();
            plot.destroy();
        };
    }, [JSON.stringify(of), colorScheme]);
    if (of.length === 0) return <Empty title="No loss was reported yet" />;
    return (
        <figure>
            <div className="chart" ref={place} role="img" aria-label="Loss by step; the figures stand in the table below" />
            <Behind>
                <table className="data">
                    <thead>
                        <tr>
                            <th scope="col" className="number">
                                Step
                            </th>
                            <th scope="col" className="number">
                                Loss, train
                            </th>
                            <th scope="col" className="number">
                                Loss, held out
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {of.map((point) => (
                            <tr key={point.step}>
                                <td className="number">{count(point.step)}</td>
                                <td className="number">{decimal(point.train, 4)}</td>
                                <td className="number">{decimal(point.test, 4)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </Behind>
        </figure>
    );
}

function draw(place: HTMLElement, points: readonly Point[]): uPlot {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const axis = {
        stroke: colour("--quiet"),
        grid: { stroke: colour("--line"), width: 1 },
        ticks: { stroke: colour("--line") },
        font: "12px system-ui",
    };
    const value = (_: uPlot, loss: number | null) => decimal(loss, 3);
    const options: uPlot.Options = {
        width: place.clientWidth,
        height,
        scales: {
            x: { time: false, range: (_, first, last) => (first === last ? [first - 1, last + 1] : [first, last]) },
            y: { range: (_, min, max) => [Math.max(0, min - (max - min || 1) * 0.1), max + (max - min || 1) * 0.1] },
        },
        axes: [
            { ...axis, label: "Step", labelSize: 18, labelFont: "12px system-ui", incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000] },
            { ...axis, size: 56 },
        ],
        series: [
            { label: "Step" },
            { label: "Train", stroke: colour("--accent"), width: 2, points: { show: points.length < 40 }, value, spanGaps: true },
            {
                label: "Held out",
                stroke: colour("--good"),
                width: 2,
                dash: [6, 4],
                points: { show: points.length < 40 },
                value,
                spanGaps: true,
            },
        ],
    };
    return new uPlot(options, [points.map((one) => one.step), points.map((one) => one.train), points.map((one) => one.test)], place);
}
