import type { Schema } from "../Shared/api";
import { type Column, countColumn, rateColumns, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { count, interval, none, percent } from "../Shared/format";
import { signals } from "../Shared/signals";
import { Empty } from "../Shared/States";
import { byTicker, tintOf } from "./heat";
import "./heatmap.css";

type Cell = Schema<"HeatmapCell">;

/** Signals by tickers, coloured by the expected share of positive ratings; the figures stand in a table behind. */
export function Heatmap({ of }: { of: Schema<"LearningHeatmap"> }) {
    if (of.mean === null) return <Empty title="No ratings yet" />;
    return (
        <>
            <p className="quiet">
                Expected share of positive ratings; cells with few ratings are drawn towards the mean, {percent(of.mean)}.
                {of.tickers_left_out > 0 && ` ${count(of.tickers_left_out)} tickers with fewer ratings are left out.`}
            </p>
            <div className="heat" role="img" aria-label="Heatmap of signals by tickers; the figures stand in the table below">
                {byTicker(of.cells).map(([ticker, cells]) => (
                    <div key={ticker}>
                        <strong>{ticker}</strong>
                        {signals.map((signal) => (
                            <Square key={signal} signal={signal} cell={cells.find((one) => one.signal === signal)} mean={of.mean!} />
                        ))}
                    </div>
                ))}
            </div>
            <details className="behind">
                <summary>Table</summary>
                <DataTable
                    name="Signals by tickers"
                    rows={of.cells}
                    columns={columns}
                    rowKey={(one) => `${one.ticker}/${one.signal}`}
                    empty={<Empty title="No explanations" />}
                />
            </details>
        </>
    );
}

function Square({ signal, cell, mean }: { signal: string; cell: Cell | undefined; mean: number }) {
    if (!cell) return <span className="none">{signal}</span>;
    const { tone, strength } = tintOf(cell.shrunk_rate ?? mean, mean);
    const said = cell.positive_feedback;
    const figures = said.n === 0 ? "no ratings" : `${percent(said.rate)} of ${count(said.n)} (${interval(said)})`;
    return (
        <span
            className={said.n === 0 ? "unrated" : tone}
            style={{ "--strength": `${strength}%` } as React.CSSProperties}
            title={`${cell.ticker} ${signal}: ${figures}`}
        >
            {signal} {said.n === 0 ? none : percent(cell.shrunk_rate)}
        </span>
    );
}

const columns: Column<Cell>[] = [
    textColumn("ticker", "Ticker", (one) => one.ticker),
    textColumn("signal", "Signal", (one) => one.signal),
    { id: "expected", title: "Expected", kind: "number", value: (one) => one.shrunk_rate, cell: (one) => percent(one.shrunk_rate) },
    ...rateColumns<Cell>("positive", "Positive", (one) => one.positive_feedback),
    countColumn("explanations", "Explanations", (one) => one.explanations),
];
