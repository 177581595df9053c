import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { changed, explain, request, statusOf } from "../Shared/api";
import { type Column, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { DropZone } from "../Shared/DropZone";
import { count, percent } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { readTrades, type Sent, sendTrades } from "./tradeFile";

type Refused = Sent["refused"][number];

interface State {
    file: string;
    done: number;
    of: number;
    sent: Sent | null;
    error: string | null;
}

const columns: Column<Refused>[] = [
    textColumn("place", "Where", (one) => one.place),
    textColumn("trade_id", "Trade", (one) => one.trade_id),
    textColumn("error", "Why", (one) => one.error, "wrap"),
];

/** Takes files of closed trades; the same file again stores nothing again. */
export function TradesUpload() {
    const [states, setStates] = useState<readonly State[]>([]);
    const isBusy = states.some((one) => !one.sent && !one.error);

    async function take(files: readonly File[]) {
        for (const file of files) {
            const update = (change: Partial<State>) =>
                setStates((before) => before.map((one) => (one.file === file.name ? { ...one, ...change } : one)));
            setStates((before) => [
                ...before.filter((one) => one.file !== file.name),
                { file: file.name, done: 0, of: 0, sent: null, error: null },
            ]);
            try {
                const trades = readTrades(await file.text());
                update({ of: trades.length });
                const sent = await sendTrades(
                    trades,
                    (part) => request("POST", "/api/trades", part),
                    (done) => update({ done }),
                );
                update({ sent });
            } catch (error) {
                update({ error: error instanceof Error && statusOf(error) === null ? error.message : explain(error) });
            }
            await changed("/api/trades", "/api/strategies");
        }
    }

    return (
        <Card title="Import trades">
            <div className="stack">
                <DropZone label="Files of trades" accept=".csv,.json,.jsonl,.ndjson" isBusy={isBusy} onFiles={(files) => void take(files)}>
                    Drop CSV with a column for each field of the API, or JSON: an array, <code>{'{"trades": […]}'}</code> or an object a
                    line.
                </DropZone>
                <div aria-live="polite" className="stack">
                    {states.map((one) => (
                        <Outcome key={one.file} of={one} />
                    ))}
                </div>
            </div>
        </Card>
    );
}

function Outcome({ of: { file, done, of, sent, error } }: { of: State }) {
    if (error)
        return (
            <p className="notice bad">
                <strong>{file}</strong>: {error} {done > 0 && `${count(done)} of ${count(of)} were sent before.`}
            </p>
        );
    if (!sent)
        return (
            <div>
                <strong>{file}</strong>{" "}
                <span className="quiet">
                    {count(done)} of {count(of)} trades
                </span>
                <progress max={of || 1} value={done} aria-label={`Import of ${file}`} style={{ width: "100%" }}>
                    {percent(of ? done / of : 0)}
                </progress>
            </div>
        );
    return (
        <>
            <p className={sent.refused.length > 0 ? "notice" : "notice good"}>
                <strong>{file}</strong>: {count(sent.stored)} trades stored, {count(sent.storedBefore)} were stored before,{" "}
                {count(sent.refused.length)} could not be used.{" "}
                {sent.stored > 0 && (
                    <Link to="/trades" search={{ open: true }}>
                        Those without a review
                    </Link>
                )}
            </p>
            {sent.refused.length > 0 && (
                <DataTable name={`Not usable in ${file}`} rows={sent.refused} columns={columns} rowKey={(one) => one.place} empty={null} />
            )}
        </>
    );
}
