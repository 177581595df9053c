import { getRouteApi } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { useRows } from "../Shared/useRows";

type Item = Schema<"AuditItem">;

const route = getRouteApi("/app/audit");

const columns: Column<Item>[] = [
    { ...countColumn<Item>("number", "No.", (one) => one.number), sort: "number" },
    momentColumn("at", "When", (one) => one.at),
    textColumn("actor", "Who", (one) => one.actor),
    textColumn("action", "What", (one) => one.action),
    textColumn("subject", "To what", (one) => one.subject),
    {
        id: "detail",
        title: "Detail",
        kind: "wrap",
        value: (one) => JSON.stringify(one.detail),
        cell: (one) => <code>{JSON.stringify(one.detail)}</code>,
    },
];

/** Who changed what, and when. */
export function AuditPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "-number";
    const list = useRows("/api/admin/audit", { ...search, sort });
    return (
        <>
            <PageHead title="Audit" lead="Every change, with who made it.">
                <Freshness at={list.readAt} />
            </PageHead>
            <Filters>
                <TextFilter label="Who" value={search.actor} onChange={(actor) => set({ actor })} />
                <TextFilter
                    label="What"
                    value={search.action}
                    placeholder="match, or match.reason"
                    onChange={(action) => set({ action })}
                />
                <TextFilter label="To what" value={search.subject} onChange={(subject) => set({ subject })} />
                <DayFilter label="From" value={search.from} onChange={(from) => set({ from })} />
                <DayFilter label="To" value={search.to} onChange={(to) => set({ to })} />
            </Filters>
            <Card flush>
                <ListTable
                    name="Audit"
                    of={list}
                    columns={columns}
                    rowKey={(one) => String(one.number)}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title="Nothing that these filters find" />}
                />
            </Card>
        </>
    );
}
