import { getRouteApi, Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { useRows } from "../Shared/useRows";

type Grain = Schema<"GrainSummary">;

const route = getRouteApi("/app/operations/grains/$kind");

/** The grains of a kind, active or stored. */
export function GrainsPage() {
    const { kind } = route.useParams();
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "key";
    const list = useRows("/api/admin/grains/{kind}", { key: search.key, sort }, { names: { kind } });
    const columns: Column<Grain>[] = [
        {
            id: "key",
            title: "Key",
            sort: "key",
            value: (one) => one.key,
            cell: (one) => (
                <Link to="/operations/grains/$kind/$key" params={{ kind, key: one.key }}>
                    {one.key}
                </Link>
            ),
        },
        countColumn("activations", "Activations", (one) => one.activations.reduce((sum, activation) => sum + activation.count, 0)),
        textColumn("silos", "Silos", (one) => one.activations.map((activation) => activation.silo).join(", ") || null),
        textColumn("states", "Stored states", (one) => one.states.join(", ") || null),
        countColumn("reminders", "Reminders", (one) => one.reminders),
    ];
    return (
        <>
            <PageHead title={`Grains: ${kind}`} lead={<Link to="/operations">Operations</Link>}>
                <Freshness at={list.readAt} />
            </PageHead>
            <Filters>
                <TextFilter label="Key begins with" value={search.key} onChange={(key) => set({ key })} />
            </Filters>
            <Card flush>
                <ListTable
                    name={`Grains of ${kind}`}
                    of={list}
                    columns={columns}
                    rowKey={(one) => one.key}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title="No such grain is active or stored" />}
                />
            </Card>
        </>
    );
}
