import { getRouteApi } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, moneyColumn, textColumn } from "../Shared/columns";
import { words } from "../Shared/format";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { DeskList } from "./DeskList";
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
        <DeskList
            name="Positions"
            lead="Positions by exact contract, first in first out, with fees."
            list={list}
            columns={columns}
            rowKey={(position) => `${position.account}/${position.instrument}/${position.currency}`}
            search={search}
            order="-changed_at"
            set={(change) => set(change as Partial<typeof search>)}
            choices={[
                {
                    label: "State",
                    value: search.state,
                    choices: positionStates,
                    onChange: (value) => set({ state: value as typeof search.state }),
                },
            ]}
            hasAccount
            empty="They come of executions."
        />
    );
}
