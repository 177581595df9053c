import type { Schema } from "../Shared/api";
import { instant, money } from "../Shared/format";
import { Behind } from "../Shared/RateChart";
import { Empty } from "../Shared/States";
import "./candles.css";

const width = 640;
const height = 260;
const bottom = 20;

type Priced = Pick<
    Schema<"TradeRecord">,
    "candles" | "entry_price" | "exit_price" | "entry_time" | "exit_time" | "stop_price" | "currency" | "lowest_price" | "highest_price"
>;

/** The prices around a trade, with entry, exit and stop; the figures stand in a table behind. */
export function Candles({ trade }: { trade: Priced }) {
    const { candles } = trade;
    if (candles.length === 0) return <Empty title="No candles were sent with this trade" />;
    const levels = [trade.entry_price, trade.exit_price, trade.stop_price].filter((price): price is number => price !== null);
    const low = Math.min(...candles.map((one) => one.low), ...levels);
    const high = Math.max(...candles.map((one) => one.high), ...levels);
    const range = high - low || high || 1;
    const y = (price: number) => 8 + ((high - price) / range) * (height - bottom - 16);
    const slot = width / candles.length;
    const first = Date.parse(candles[0]!.at);
    const last = Date.parse(candles.at(-1)!.at);
    const x = (at: string) =>
        (last === first ? 0.5 : Math.min(1, Math.max(0, (Date.parse(at) - first) / (last - first)))) * (width - slot) + slot / 2;
    return (
        <figure>
            <svg
                viewBox={`0 0 ${width} ${height}`}
                className="candles"
                role="img"
                aria-label="Candles with entry, exit and stop; the figures stand in the table below"
            >
                {candles.map((one, index) => {
                    const centre = index * slot + slot / 2;
                    const body = Math.max(1, Math.abs(y(one.open) - y(one.close)));
                    return (
                        <g key={one.at} className={one.close >= one.open ? "up" : "down"}>
                            <line x1={centre} x2={centre} y1={y(one.high)} y2={y(one.low)} />
                            <rect
                                x={centre - slot * 0.32}
                                width={Math.max(1, slot * 0.64)}
                                y={Math.min(y(one.open), y(one.close))}
                                height={body}
                            />
                        </g>
                    );
                })}
                <Level name="Entry" at={y(trade.entry_price)} x={x(trade.entry_time)} />
                <Level name="Exit" at={y(trade.exit_price)} x={x(trade.exit_time)} />
                {trade.stop_price !== null && <Level name="Stop" at={y(trade.stop_price)} />}
                <text x={0} y={height - 4}>
                    {instant(candles[0]!.at)}
                </text>
                <text x={width} y={height - 4} textAnchor="end">
                    {instant(candles.at(-1)!.at)}
                </text>
            </svg>
            <Behind>
                <table className="data">
                    <thead>
                        <tr>
                            {["When", "Open", "High", "Low", "Close"].map((name) => (
                                <th key={name} scope="col">
                                    {name}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {candles.map((one) => (
                            <tr key={one.at}>
                                <td>{instant(one.at)}</td>
                                {[one.open, one.high, one.low, one.close].map((price, index) => (
                                    <td key={index} className="number">
                                        {money(price, trade.currency)}
                                    </td>
                                ))}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </Behind>
        </figure>
    );
}

function Level({ name, at, x }: { name: string; at: number; x?: number }) {
    return (
        <g className={`level ${name.toLowerCase()}`}>
            <line x1={0} x2={width} y1={at} y2={at} />
            {x !== undefined && <circle cx={x} cy={at} r={5} />}
            <text x={4} y={at - 4}>
                {name}
            </text>
        </g>
    );
}
