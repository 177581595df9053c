import type { Schema } from "../Shared/api";
import { chosen, money, percent } from "../Shared/format";
import { useDrawnWidth } from "../Shared/useDrawnWidth";

type Point = Schema<"PromptPerformance">;

const height = 240;
const room = { left: 52, right: 20, top: 12, bottom: 34 };

const said = ({ signal, prompt_version, positive_feedback, cost_per_explanation_usd }: Point) =>
    `${signal} ${prompt_version}: ${percent(positive_feedback.rate)} at ${money(cost_per_explanation_usd)}`;

/** What explanations cost against how they please: each version of each signal, with the interval of its rate. */
export function CostChart({ of }: { of: readonly Point[] }) {
    const { ref, width } = useDrawnWidth();
    const drawn = of.filter((one) => one.cost_per_explanation_usd !== null && one.positive_feedback.rate !== null);
    if (drawn.length === 0) return <p className="quiet">No ratings yet.</p>;
    const costs = drawn.map((one) => one.cost_per_explanation_usd!);
    const [least, most] = [Math.min(...costs) * 0.9, Math.max(...costs) * 1.1 || 0.001];
    const lowest = Math.max(0, Math.min(...drawn.map((one) => one.positive_feedback.lower!)) - 0.02);
    const highest = Math.min(1, Math.max(0.82, ...drawn.map((one) => one.positive_feedback.upper!)) + 0.02);
    const x = (cost: number) => room.left + ((cost - least) / (most - least)) * (width - room.left - room.right);
    const y = (rate: number) => room.top + ((highest - rate) / (highest - lowest)) * (height - room.top - room.bottom);
    const rates = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].filter((one) => one >= lowest && one <= highest);
    return (
        <div ref={ref}>
            <svg
                viewBox={`0 0 ${width} ${height}`}
                className="cost-chart"
                role="img"
                aria-label="Positive ratings by cost of an explanation; the figures stand in the table below"
            >
                {rates.map((rate) => (
                    <g key={rate}>
                        <line
                            x1={room.left}
                            x2={width - room.right}
                            y1={y(rate)}
                            y2={y(rate)}
                            className={rate === 0.8 ? "wanted" : "tick"}
                        />
                        <text x={room.left - 6} y={y(rate) + 4} textAnchor="end">
                            {chosen(rate)}
                        </text>
                    </g>
                ))}
                {[0, 0.5, 1].map((part) => (
                    <text
                        key={part}
                        x={x(least + (most - least) * part)}
                        y={height - 18}
                        textAnchor={part === 1 ? "end" : part === 0 ? "start" : "middle"}
                    >
                        {money(least + (most - least) * part)}
                    </text>
                ))}
                <text x={(room.left + width - room.right) / 2} y={height - 3} textAnchor="middle">
                    Cost of an explanation
                </text>
                {drawn.map((one) => {
                    const [at, share] = [x(one.cost_per_explanation_usd!), one.positive_feedback];
                    return (
                        <g key={`${one.signal} ${one.prompt_version}`} className={one.is_champion ? "champion" : "other"}>
                            <line x1={at} x2={at} y1={y(share.lower!)} y2={y(share.upper!)} />
                            <circle cx={at} cy={y(share.rate!)} r={4.5}>
                                <title>{said(one)}</title>
                            </circle>
                        </g>
                    );
                })}
            </svg>
        </div>
    );
}
