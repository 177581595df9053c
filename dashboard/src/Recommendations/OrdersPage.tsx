import { getRouteApi } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, moneyColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { useRows } from "../Shared/useRows";
import { DeskTabs } from "./DeskTabs";
import { contractName } from "./occ";

type Order = Schema<"ExecutedOrder">;

const route = getRouteApi("/app/recommendations/orders");

const columns: Column<Order>[] = [
    momentColumn("executed_at", "Executed", (order) => order.executed_at, "executed_at"),
    textColumn("underlying", "Symbol", (order) => order.executions[0]?.underlying),
    textColumn("structure", "Structure", (order) => words(order.structure)),
    {
        id: "legs",
        title: "Executions",
        kind: "wrap",
        value: (order) => order.executions.map(leg).join("; "),
        cell: (order) => order.executions.map((one) => <div key={one.execution_id}>{leg(one)}</div>),
    },
    countColumn("executions", "Fills", (order) => order.executions.length),
    moneyColumn("fees", "Fees", fees, (order) => order.executions[0]?.currency ?? "USD"),
    textColumn("account", "Account", (order) => order.executions[0]?.account),
    textColumn("order_id", "Order", (order) => order.order_id),
];

function leg(one: Schema<"Execution">): string {
    return `${one.action} ${one.quantity} × ${contractName(one.instrument)} at ${one.price} ${one.currency}`;
}

function fees(order: Order): number {
    return -order.executions.reduce((sum, one) => sum + one.fees, 0);
}

/** What was executed, by orders. */
export function OrdersPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const list = useRows("/api/v1/strategies/learning/orders", {
        symbol: search.symbol,
        account: search.account,
        start_date: search.from,
        end_date: search.to,
        sort: search.sort ?? "-executed_at",
    });
    return (
        <>
            <PageHead title="Desk" lead="What was executed, with the fills of an order together.">
                <Freshness at={list.readAt} />
            </PageHead>
            <DeskTabs />
            <Filters>
                <TextFilter label="Symbol" value={search.symbol} upper onChange={(symbol) => set({ symbol })} />
                <TextFilter label="Account" value={search.account} onChange={(account) => set({ account })} />
                <DayFilter label="From" value={search.from} onChange={(from) => set({ from })} />
                <DayFilter label="To" value={search.to} onChange={(to) => set({ to })} />
            </Filters>
            <Card flush>
                <ListTable
                    name="Orders"
                    of={list}
                    columns={columns}
                    rowKey={(order) => order.order_id}
                    order={{ sort: search.sort ?? "-executed_at", onSort: (sort) => set({ sort: sort as typeof search.sort }) }}
                    empty={<Empty title="No orders">Executions come by the API, or from a broker’s file on the page Imports.</Empty>}
                />
            </Card>
        </>
    );
}
