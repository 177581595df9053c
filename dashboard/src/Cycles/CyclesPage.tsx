import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { client, type Schema } from "../Shared/api";
import { actionColumn, type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { DataTable, ListTable } from "../Shared/DataTable";
import { done } from "../Shared/done";
import { Freshness } from "../Shared/Freshness";
import { duration, words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { tell } from "../Shared/Notices";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Empty } from "../Shared/States";
import { Tag, type Tone } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";

type Cycle = Schema<"CycleStatus">;
type Run = Schema<"CycleRun">;

const route = getRouteApi("/app/cycles");
const tones: Record<Schema<"CycleOutcome">, Tone> = {
    running: "info",
    completed: "good",
    retrying: "warn",
    failed: "bad",
    skipped: "plain",
};
const OutcomeTag = ({ of }: { of: Schema<"CycleOutcome"> }) => <Tag tone={tones[of]}>{words(of)}</Tag>;

/** "Monday" as "Mon"; "Day 1 of the month" as it is. */
const shortDay = (day: string): string => (day.endsWith("day") ? day.slice(0, 3) : day);

/** What the service does by itself, when, and how it went. */
export function CyclesPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const mayOperate = useMay("operate");
    const [asked, setAsked] = useState<Cycle | null>(null);
    const sort = search.sort ?? "name";
    const list = useRows("/api/admin/cycles", { sort }, { every: 10_000 });
    const chosen = list.rows.find((cycle) => cycle.name === search.cycle);

    const columns: Column<Cycle>[] = [
        {
            id: "name",
            title: "Cycle",
            sort: "name",
            value: (cycle) => cycle.name,
            cell: (cycle) => (
                <Link to="/cycles" search={{ ...search, cycle: cycle.name }} replace resetScroll={false}>
                    {cycle.name}
                </Link>
            ),
        },
        textColumn(
            "when",
            "When",
            ({ days, local_time, zone }) => `${days.length === 7 ? "daily" : days.map(shortDay).join(", ")} ${local_time} ${zone}`,
        ),
        momentColumn("next_at", "Next", (cycle) => cycle.next_at, "next_at"),
        {
            id: "last",
            title: "Last",
            value: (cycle) => lastOf(cycle)?.outcome,
            cell: (cycle) => {
                const last = lastOf(cycle);
                return last ? (
                    <span className="row">
                        <OutcomeTag of={last.outcome} />
                        <Moment at={last.ended_at ?? last.started_at ?? last.due_at} />
                    </span>
                ) : (
                    "–"
                );
            },
        },
        {
            id: "watched",
            title: "Watched",
            value: (cycle) => cycle.watched,
            cell: (cycle) => (cycle.watched ? "yes" : <Tag tone="bad">no reminder</Tag>),
        },
        ...(mayOperate
            ? [
                  actionColumn<Cycle>((cycle) => (
                      <Button variant="default" size="compact-xs" disabled={cycle.current !== null} onClick={() => setAsked(cycle)}>
                          Run now<span className="visually-hidden"> {cycle.name}</span>
                      </Button>
                  )),
              ]
            : []),
    ];

    return (
        <>
            <PageHead title="Cycles" lead="Each occurrence takes effect exactly once; what was missed is made up.">
                <Freshness at={list.readAt} every={10} />
            </PageHead>
            <Card flush>
                <ListTable
                    name="Cycles"
                    of={list}
                    columns={columns}
                    rowKey={(cycle) => cycle.name}
                    order={{
                        sort,
                        onSort: (to) =>
                            void navigate({ search: (before) => ({ ...before, sort: to as typeof search.sort }), replace: true }),
                    }}
                    empty={<Empty title="No cycles" />}
                />
            </Card>
            {chosen && (
                <Card title={`Runs of ${chosen.name}`} flush>
                    <DataTable
                        name={`Runs of ${chosen.name}`}
                        rows={chosen.current ? [chosen.current, ...chosen.recent] : chosen.recent}
                        columns={runs}
                        rowKey={(run) => `${run.occurrence} ${run.started_at}`}
                        empty={<Empty title="It has not run yet" />}
                    />
                </Card>
            )}
            {asked && (
                <ReasonDialog
                    title={`Run ${asked.name} now`}
                    consequence={`It runs once, beside its schedule; the next occurrence stays. You are named in the audit trail.`}
                    confirm="Run now"
                    hasReason={false}
                    onConfirm={async () => {
                        await done(
                            client.POST("/api/admin/cycles/{name}/run", { params: { path: { name: asked.name } } }),
                            "/api/admin/cycles",
                        );
                        await navigate({ search: (before) => ({ ...before, cycle: asked.name }), replace: true, resetScroll: false });
                        tell({ tone: "good", title: `${asked.name} was started` });
                    }}
                    onClose={() => setAsked(null)}
                />
            )}
        </>
    );
}

const lastOf = (cycle: Cycle): Run | undefined => cycle.current ?? cycle.recent.find((run) => run.outcome !== "skipped") ?? cycle.recent[0];

const runs: Column<Run>[] = [
    textColumn("occurrence", "Occurrence", (run) => run.occurrence),
    { id: "outcome", title: "Outcome", value: (run) => run.outcome, cell: (run) => <OutcomeTag of={run.outcome} /> },
    momentColumn("due_at", "Due", (run) => run.due_at),
    momentColumn("started_at", "Started", (run) => run.started_at),
    {
        id: "took",
        title: "Took",
        kind: "number",
        value: tookOf,
        cell: (run) => {
            const took = tookOf(run);
            return took === null ? "–" : duration(took);
        },
    },
    countColumn("attempts", "Attempts", (run) => run.attempts),
    {
        id: "done",
        title: "What was done",
        kind: "wrap",
        value: (run) => run.error ?? run.done.join(" "),
        cell: (run) =>
            run.error ? (
                <span className="bad">{run.error}</span>
            ) : run.done.length > 3 ? (
                <details>
                    <summary>{run.done.length} steps</summary>
                    {run.done.map((step) => (
                        <div key={step}>{step}</div>
                    ))}
                </details>
            ) : (
                run.done.map((step) => <div key={step}>{step}</div>)
            ),
    },
];

function tookOf(run: Run): number | null {
    return run.started_at && run.ended_at ? (Date.parse(run.ended_at) - Date.parse(run.started_at)) / 1000 : null;
}
