import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { Freshness } from "../Shared/Freshness";
import { bytes, count, money, percent, words } from "../Shared/format";
import { Card, Facts, PageHead, Tile } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { Answer, Empty } from "../Shared/States";
import { GroupBars } from "./GroupBars";
import { refusals } from "./refusals";
import { StartDialog } from "./StartDialog";
import { TuningTabs } from "./TuningTabs";
import "./tuning.css";

type Status = Schema<"TuningStatus">;
type Refusal = Schema<"RefusalCount">;

const of = (row: Refusal, signal: string) => row.signals.find((one) => one.name === signal)?.examples ?? 0;

const refusedColumns: Column<Refusal>[] = [
    { id: "reason", title: "Reason", value: (row) => row.reason, cell: (row) => words(row.reason) },
    { id: "meaning", title: "Meaning", kind: "wrap", value: (row) => refusals[row.reason] },
    countColumn("count", "Answers", (row) => row.count),
    countColumn("buy", "BUY", (row) => of(row, "BUY")),
    countColumn("sell", "SELL", (row) => of(row, "SELL")),
    countColumn("hold", "HOLD", (row) => of(row, "HOLD")),
    {
        id: "examples",
        title: "Latest",
        value: (row) => row.examples.join(" "),
        cell: (row) =>
            row.examples.map((id, index) => (
                <span key={id}>
                    {index > 0 && ", "}
                    <Link to="/explanations/$id" params={{ id }} className="figure">
                        {id.slice(-6)}
                    </Link>
                </span>
            )),
    },
];

/** How far the best explanations are from a model of their own, and why rows are refused. */
export function ReadinessPage() {
    const mayDecide = useMay("decide");
    const [isStarting, setStarting] = useState(false);
    const status = api.useQuery("get", "/api/admin/fine-tuning/status", {}, { refetchInterval: 30_000 });
    return (
        <>
            <PageHead
                title="Fine-tuning"
                lead="Explanations with five stars train a model. It replaces a champion only where readers like it better."
            >
                {mayDecide && status.data && (
                    <Button disabled={status.data.obstacle !== null} onClick={() => setStarting(true)}>
                        Start a job
                    </Button>
                )}
                {status.data && <Freshness at={status.data.as_of} every={150} />}
            </PageHead>
            <TuningTabs />
            <Answer of={status}>{(data) => <Readiness of={data} />}</Answer>
            {isStarting && status.data && <StartDialog status={status.data} onClose={() => setStarting(false)} />}
        </>
    );
}

function Readiness({ of: status }: { of: Status }) {
    const { draft } = status;
    const train = draft.splits.find((one) => one.split === "train")!;
    const test = draft.splits.find((one) => one.split === "test")!;
    const part = Math.min(1, draft.examples / status.threshold);
    return (
        <>
            {status.obstacle ? (
                <p className="notice">No job can be started now: {status.obstacle}</p>
            ) : (
                <p className="notice good">A job can be started now.</p>
            )}
            {status.violations.map((one) => (
                <p key={one} className="notice bad">
                    {one}
                </p>
            ))}
            <Card title="Examples">
                <div className="stack">
                    <div>
                        <div
                            className="tuning-progress"
                            role="progressbar"
                            aria-label="Examples of those needed"
                            aria-valuenow={draft.examples}
                            aria-valuemin={0}
                            aria-valuemax={status.threshold}
                        >
                            <div style={{ width: percent(part) }} />
                        </div>
                        <strong>
                            {count(draft.examples)} of {count(status.threshold)} examples
                        </strong>{" "}
                        <span className="quiet">
                            from {count(status.five_stars)} answers with five stars;{" "}
                            {count(Math.max(0, status.five_stars - draft.examples))} are refused
                        </span>
                    </div>
                    <div className="tiles">
                        <Tile label="Train" note={`${count(train.tokens)} tokens, ${bytes(train.bytes)}`}>
                            {count(train.examples)}
                        </Tile>
                        <Tile label="Held out" note={`${count(test.tokens)} tokens, ${bytes(test.bytes)}`}>
                            {count(test.examples)}
                        </Tile>
                        <Tile
                            label="New examples"
                            note={status.latest ? `since dataset ${status.latest.number}` : "no dataset is stored yet"}
                        >
                            {count(status.new_examples)}
                        </Tile>
                        <Tile label="Cost, at most" note={`${status.epochs} epochs of ${status.base_model}`}>
                            {money(status.estimated_cost_usd)}
                        </Tile>
                        <Tile label="Spent this month" note={`of ${money(status.budget_usd)}, UTC`}>
                            {money(status.spent_usd)}
                        </Tile>
                    </div>
                </div>
            </Card>
            <Card title="Why rows are refused" flush>
                <DataTable
                    name="Why rows are refused"
                    rows={status.refused}
                    columns={refusedColumns}
                    rowKey={(row) => row.reason}
                    empty={<Empty title={status.five_stars === 0 ? "No answer has five stars yet" : "Nothing is refused"} />}
                />
            </Card>
            <div className="grid">
                <Card title="Examples by signal">
                    <GroupBars of={draft.signals} all={draft.examples} label="Examples by signal" />
                </Card>
                <Card title="Examples by ticker">
                    <GroupBars of={draft.tickers} all={draft.examples} label="Examples by ticker" />
                </Card>
            </div>
            <Card title="Endpoint">
                <Facts
                    of={[
                        ["Trains models", status.is_configured ? "yes" : "no endpoint is configured"],
                        ["Base model", status.base_model],
                        ["Facts read", <Moment key="r" at={status.as_of} />],
                        [
                            "Last dataset",
                            status.latest ? (
                                <Link key="d" to="/fine-tuning/datasets" search={{ dataset: status.latest.hash }}>
                                    {status.latest.number}, {count(status.latest.examples)} examples
                                </Link>
                            ) : (
                                "none"
                            ),
                        ],
                    ]}
                />
            </Card>
        </>
    );
}
