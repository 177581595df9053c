import { getRouteApi, Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { duration } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { useRows } from "../Shared/useRows";
import { OperationsTabs } from "./OperationsTabs";

type Reminder = Schema<"ReminderStatus">;

const route = getRouteApi("/app/operations/reminders");

const columns: Column<Reminder>[] = [
    {
        id: "grain",
        title: "Grain",
        sort: "grain",
        value: (one) => `${one.kind}/${one.key}`,
        cell: (one) => (
            <Link to="/operations/grains/$kind/$key" params={{ kind: one.kind, key: one.key }}>
                {one.kind}/{one.key}
            </Link>
        ),
    },
    textColumn("name", "Reminder", (one) => one.name),
    {
        id: "period_seconds",
        title: "Every",
        kind: "number",
        value: (one) => one.period_seconds,
        cell: (one) => duration(one.period_seconds),
    },
    momentColumn("first_tick_at", "First tick", (one) => one.first_tick_at),
    momentColumn("next_tick_at", "Next tick", (one) => one.next_tick_at),
];

/** What wakes which grain, and when. */
export function RemindersPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "grain";
    const list = useRows("/api/admin/reminders", { grain: search.grain, sort });
    return (
        <>
            <PageHead title="Operations" lead="What wakes which grain, and when.">
                <Freshness at={list.readAt} />
            </PageHead>
            <OperationsTabs />
            <Filters>
                <TextFilter label="Grain" value={search.grain} placeholder="kind or kind/key" onChange={(grain) => set({ grain })} />
            </Filters>
            <Card flush>
                <ListTable
                    name="Reminders"
                    of={list}
                    columns={columns}
                    rowKey={(one) => `${one.kind}/${one.key}/${one.name}`}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title="No reminders that these filters find" />}
                />
            </Card>
        </>
    );
}
