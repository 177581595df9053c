import type { Schema } from "../Shared/api";
import { percent } from "../Shared/format";

const width = 620;
const height = 96;
const room = { left: 24, right: 24 };

/** The lift with its 95 % interval, beside what a switch needs and what is aimed at. */
export function LiftPlot({ of, required, target }: { of: Schema<"ComparisonFigures">; required: number; target: number }) {
    const { lift, lift_lower: lower, lift_upper: upper } = of;
    if (lift === null || lower === null || upper === null) return <p className="quiet">Not enough answers yet to compare.</p>;
    const least = Math.min(-0.1, lower) - 0.03;
    const most = Math.max(target + 0.05, upper) + 0.03;
    const x = (value: number) => room.left + ((value - least) / (most - least)) * (width - room.left - room.right);
    const step = [0.05, 0.1, 0.2, 0.5].find((one) => (most - least) / one <= 10) ?? 1;
    const ticks = Array.from({ length: 60 }, (_, index) => (index - 30) * step).filter((one) => one >= least && one <= most);
    const tone = lower > 0 ? "good" : upper < 0 ? "bad" : "plain";
    return (
        <svg
            viewBox={`0 0 ${width} ${height}`}
            className="lift"
            role="img"
            aria-label="Lift with its interval; the figures stand beside it"
        >
            {ticks.map((tick) => (
                <g key={tick}>
                    <line x1={x(tick)} x2={x(tick)} y1={22} y2={70} className={Math.abs(tick) < 1e-9 ? "zero" : "tick"} />
                    <text x={x(tick)} y={86} textAnchor="middle">
                        {percent(tick)}
                    </text>
                </g>
            ))}
            <Limit x={x(required)} name="needed" anchor="end" />
            <Limit x={x(target)} name="target" anchor="start" />
            <g className={`effect ${tone}`}>
                <line x1={x(lower)} x2={x(upper)} y1={46} y2={46} />
                <line x1={x(lower)} x2={x(lower)} y1={40} y2={52} />
                <line x1={x(upper)} x2={x(upper)} y1={40} y2={52} />
                <rect x={x(lift) - 5} y={41} width={10} height={10} />
            </g>
        </svg>
    );
}

const Limit = ({ x, name, anchor }: { x: number; name: string; anchor: "start" | "end" }) => (
    <g className="limit">
        <line x1={x} x2={x} y1={18} y2={70} />
        <text x={anchor === "start" ? x + 2 : x - 2} y={13} textAnchor={anchor}>
            {name}
        </text>
    </g>
);
