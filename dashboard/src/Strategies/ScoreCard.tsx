import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, rateColumns, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { decimal } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Answer, Empty } from "../Shared/States";
import { useDrawnWidth } from "../Shared/useDrawnWidth";
import "./score.css";

type Point = Schema<"ScorePoint">;

const columns: Column<Point>[] = [
    textColumn("day", "Day (UTC)", (point) => point.day),
    {
        id: "effectiveness_score",
        title: "Effectiveness",
        kind: "number",
        value: (point) => point.effectiveness_score,
        cell: (point) => decimal(point.effectiveness_score, 3),
    },
    ...rateColumns<Point>("win_rate", "Wins up to then", (point) => point.win_rate),
    countColumn("trades_of_day", "Trades of the day", (point) => point.trades_of_day),
];

const [height, margin] = [200, 28];

/** How the score of a rule moved; the figures stand in a table behind. */
export function ScoreCard({ id }: { id: string }) {
    const history = api.useQuery("get", "/api/strategies/{id}/history", { params: { path: { id } } }, { refetchInterval: 60_000 });
    return (
        <Card title="Score over time">
            <Answer of={history}>
                {({ points }) =>
                    points.length === 0 ? (
                        <Empty title="No reviewed trades yet" />
                    ) : (
                        <figure>
                            <Chart of={points} />
                            <details>
                                <summary>Table</summary>
                                <DataTable
                                    name={`Score of ${id}`}
                                    rows={points}
                                    columns={columns}
                                    rowKey={(point) => point.day}
                                    empty={null}
                                />
                            </details>
                        </figure>
                    )
                }
            </Answer>
        </Card>
    );
}

function Chart({ of }: { of: readonly Point[] }) {
    const { ref, width } = useDrawnWidth(640);
    const first = Date.parse(of[0]!.day);
    const span = Date.parse(of.at(-1)!.day) - first || 1;
    const x = (day: string) => margin + ((Date.parse(day) - first) / span) * (width - margin - 8);
    const y = (score: number) => 8 + (1 - score) * (height - 32);
    const path = of.map((point) => `${x(point.day).toFixed(1)},${y(point.effectiveness_score).toFixed(1)}`).join(" ");
    return (
        <div ref={ref}>
            <svg
                viewBox={`0 0 ${width} ${height}`}
                className="score"
                role="img"
                aria-label="Effectiveness by day, from 0 to 1; the figures stand in the table below"
            >
                {[0, 0.5, 1].map((score) => (
                    <g key={score}>
                        <line x1={margin} x2={width} y1={y(score)} y2={y(score)} />
                        <text x={0} y={y(score) + 4}>
                            {score}
                        </text>
                    </g>
                ))}
                <polyline points={path} />
                {of.map((point) => (
                    <circle key={point.day} cx={x(point.day)} cy={y(point.effectiveness_score)} r={of.length > 60 ? 1.5 : 3}>
                        <title>
                            {point.day}: {decimal(point.effectiveness_score, 3)}
                        </title>
                    </circle>
                ))}
                <text x={margin} y={height - 4}>
                    {of[0]!.day}
                </text>
                <text x={width} y={height - 4} textAnchor="end">
                    {of.at(-1)!.day}
                </text>
            </svg>
        </div>
    );
}
