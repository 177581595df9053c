import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { api, client, type Schema } from "../Shared/api";
import { type Column, countColumn, textColumn } from "../Shared/columns";
import { DataTable, ListTable } from "../Shared/DataTable";
import { done } from "../Shared/done";
import { Freshness } from "../Shared/Freshness";
import { bytes, count, words } from "../Shared/format";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { importTones } from "./ImportsPage";

const route = getRouteApi("/app/imports/$id");
const imports = "/api/v1/strategies/learning/imports";

const rowColumns: Column<Schema<"UnusableRow">>[] = [
    { ...countColumn<Schema<"UnusableRow">>("line", "Line", (one) => one.line), sort: "line" },
    textColumn("message", "Why it could not be used", (one) => one.message, "wrap"),
    {
        id: "moves_position",
        title: "Moves a position",
        value: (one) => one.moves_position,
        cell: (one) => (one.moves_position ? <Tag tone="bad">Yes</Tag> : "no"),
    },
];
const problemColumns: Column<Schema<"RowProblem">>[] = [
    textColumn("message", "Problem", (one) => one.message, "wrap"),
    countColumn("rows", "Rows", (one) => one.rows),
    countColumn("first_line", "First line", (one) => one.first_line),
    {
        id: "moves_position",
        title: "Moves a position",
        value: (one) => one.moves_position,
        cell: (one) => (one.moves_position ? <Tag tone="bad">Yes</Tag> : "no"),
    },
];

/** One import: what was stored, which rows could not be used, and undo. */
export function ImportPage() {
    const { id } = route.useParams();
    const mayUndo = useMay("rate");
    const [isAsking, setAsking] = useState(false);
    const query = api.useQuery("get", `${imports}/{id}`, { params: { path: { id } } }, { refetchInterval: 10_000 });
    const rows = useRows(`${imports}/{id}/rows`, { sort: "line" }, { names: { id } });
    return (
        <>
            <PageHead title={query.data?.file_name ?? "Import"} lead={<Link to="/imports">All imports</Link>}>
                {query.data && <Tag tone={importTones[query.data.status]}>{words(query.data.status)}</Tag>}
                {mayUndo && query.data && query.data.status !== "undone" && (
                    <Button variant="default" className="danger" onClick={() => setAsking(true)}>
                        Undo
                    </Button>
                )}
                <Freshness at={query.dataUpdatedAt} every={10} />
            </PageHead>
            <Answer of={query}>
                {(one) => (
                    <>
                        <Card title="What was stored">
                            <Facts
                                of={[
                                    ["Broker", one.broker],
                                    ["Account", one.account ?? "as the rows say"],
                                    ["Times in", one.time_zone],
                                    ["Size", `${bytes(one.bytes)}, ${count(one.rows)} rows`],
                                    ["Executions", `${count(one.stored)} stored of ${count(one.executions)}`],
                                    ["Cash movements", `${count(one.cash_stored)} stored of ${count(one.cash)}`],
                                    ["Not usable", count(one.unusable)],
                                    ["Missing before", count(one.missing)],
                                    [
                                        "Started",
                                        <span key="s">
                                            <Moment at={one.started_at} /> by {one.imported_by}
                                        </span>,
                                    ],
                                    ["Finished", <Moment key="f" at={one.finished_at} />],
                                    ...(one.undone_at
                                        ? ([
                                              [
                                                  "Undone",
                                                  <span key="u">
                                                      <Moment at={one.undone_at} /> by {one.undone_by}
                                                  </span>,
                                              ],
                                          ] as const)
                                        : []),
                                ]}
                            />
                        </Card>
                        {one.problems.length > 0 && (
                            <Card title="Problems" flush>
                                <DataTable
                                    name="Problems"
                                    rows={one.problems}
                                    columns={problemColumns}
                                    rowKey={(row) => row.message}
                                    empty={null}
                                />
                            </Card>
                        )}
                    </>
                )}
            </Answer>
            <Card title="Rows that could not be used" flush>
                <ListTable
                    name="Rows that could not be used"
                    of={rows}
                    columns={rowColumns}
                    rowKey={(one) => `${one.line} ${one.place} ${one.message}`}
                    empty={<Empty title="Every row was used" />}
                />
            </Card>
            {isAsking && (
                <ReasonDialog
                    title="Undo this import"
                    consequence={
                        "Its executions and cash movements are removed, unless another import has them too. " +
                        "The days are matched again, and weekly summaries get new versions."
                    }
                    confirm="Undo the import"
                    isDangerous
                    hasReason={false}
                    onConfirm={() => done(client.POST(`${imports}/{id}/undo`, { params: { path: { id } } }), "/api/v1/strategies/learning")}
                    onClose={() => setAsking(false)}
                />
            )}
        </>
    );
}
