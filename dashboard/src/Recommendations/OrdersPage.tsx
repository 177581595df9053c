import { getRouteApi } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, moneyColumn, textColumn } from "../Shared/columns";
import { words } from "../Shared/format";
import { useRows } from "../Shared/useRows";
import { DeskList } from "./DeskList";
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
        <DeskList
            name="Orders"
            lead="What was executed, with the fills of an order together."
            list={list}
            columns={columns}
            rowKey={(order) => order.order_id}
            search={search}
            order="-executed_at"
            set={(change) => set(change as Partial<typeof search>)}
            hasAccount
            empty="Executions come by the API, or from a broker’s file on the page Imports."
        />
    );
}
