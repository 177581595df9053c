import { points } from "../Shared/format";
import { useDrawnWidth } from "../Shared/useDrawnWidth";

/** A difference with its interval, to be drawn. */
export interface Effect {
    name: string;
    difference: number | null;
    lower: number | null;
    upper: number | null;
    tone?: "good" | "bad" | "plain";
}

const rowHeight = 30;
const left = 120;
const right = 16;

/** Differences against the champion with their 95 % intervals; what is right of zero is better. */
export function ForestPlot({ label, effects }: { label: string; effects: readonly Effect[] }) {
    const { ref, width } = useDrawnWidth();
    const drawn = effects.filter((one) => one.lower !== null && one.upper !== null);
    if (drawn.length === 0) return <p className="quiet">Not enough answers yet to compare.</p>;
    const reach = Math.max(0.02, ...drawn.flatMap((one) => [Math.abs(one.lower!), Math.abs(one.upper!)])) * 1.08;
    const height = drawn.length * rowHeight + 28;
    const x = (value: number) => left + ((value + reach) / (2 * reach)) * (width - left - right);
    const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((one) => reach / one <= 3) ?? 1;
    const ticks = Array.from({ length: 7 }, (_, index) => (index - 3) * step).filter((tick) => Math.abs(tick) <= reach);
    return (
        <div ref={ref}>
            <svg
                viewBox={`0 0 ${width} ${height}`}
                className="forest"
                role="img"
                aria-label={`${label}; the figures stand in the table below`}
            >
                {ticks.map((tick) => (
                    <g key={tick}>
                        <line x1={x(tick)} x2={x(tick)} y1={0} y2={height - 22} className={tick === 0 ? "zero" : "tick"} />
                        <text x={x(tick)} y={height - 6} textAnchor="middle">
                            {points(tick)}
                        </text>
                    </g>
                ))}
                {drawn.map((one, index) => {
                    const y = index * rowHeight + rowHeight / 2;
                    return (
                        <g key={one.name} className={`effect ${one.tone ?? "plain"}`}>
                            <text x={0} y={y + 4}>
                                {one.name}
                            </text>
                            <line x1={x(one.lower!)} x2={x(one.upper!)} y1={y} y2={y} />
                            <line x1={x(one.lower!)} x2={x(one.lower!)} y1={y - 5} y2={y + 5} />
                            <line x1={x(one.upper!)} x2={x(one.upper!)} y1={y - 5} y2={y + 5} />
                            {one.difference !== null && <rect x={x(one.difference) - 5} y={y - 5} width={10} height={10} />}
                        </g>
                    );
                })}
            </svg>
        </div>
    );
}
