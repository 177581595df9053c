import { getRouteApi } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, moneyColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { ChoiceFilter, DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { DeskTabs } from "./DeskTabs";
import { contractName } from "./occ";
import { positionStates } from "./search";

type Position = Schema<"Position">;

const route = getRouteApi("/app/recommendations/positions");

const columns: Column<Position>[] = [
    momentColumn("changed_at", "Changed", (position) => position.changed_at, "changed_at"),
    textColumn("instrument", "Instrument", (position) => contractName(position.instrument)),
    {
        id: "state",
        title: "State",
        value: (position) => position.state,
        cell: (position) => (
            <Tag tone={position.state === "unmatched" ? "warn" : position.state === "open" ? "info" : "plain"}>{words(position.state)}</Tag>
        ),
    },
    { id: "quantity", title: "Quantity", kind: "number", value: (position) => position.quantity },
    moneyColumn(
        "pnl",
        "P&L",
        (position) => position.pnl,
        (position) => position.currency,
    ),
    moneyColumn(
        "cash",
        "Cash",
        (position) => position.cash,
        (position) => position.currency,
    ),
    countColumn("lots", "Lots", (position) => position.lots.length),
    textColumn("inferred", "End", (position) => (position.lots.some((lot) => lot.is_inferred) ? "inferred from the expiry" : null)),
    textColumn("account", "Account", (position) => position.account),
];

/** What is held, and what became of what was held. */
export function PositionsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const list = useRows("/api/v1/strategies/learning/positions", {
        symbol: search.symbol,
        account: search.account,
        state: search.state,
        start_date: search.from,
        end_date: search.to,
        sort: search.sort ?? "-changed_at",
    });
    return (
        <>
            <PageHead title="Desk" lead="Positions by exact contract, first in first out, with fees.">
                <Freshness at={list.readAt} />
            </PageHead>
            <DeskTabs />
            <Filters>
                <ChoiceFilter label="State" value={search.state} choices={positionStates} onChange={(state) => set({ state })} />
                <TextFilter label="Symbol" value={search.symbol} upper onChange={(symbol) => set({ symbol })} />
                <TextFilter label="Account" value={search.account} onChange={(account) => set({ account })} />
                <DayFilter label="From" value={search.from} onChange={(from) => set({ from })} />
                <DayFilter label="To" value={search.to} onChange={(to) => set({ to })} />
            </Filters>
            <Card flush>
                <ListTable
                    name="Positions"
                    of={list}
                    columns={columns}
                    rowKey={(position) => `${position.account}/${position.instrument}/${position.currency}`}
                    order={{ sort: search.sort ?? "-changed_at", onSort: (sort) => set({ sort: sort as typeof search.sort }) }}
                    empty={<Empty title="No positions">They come of executions.</Empty>}
                />
            </Card>
        </>
    );
}
