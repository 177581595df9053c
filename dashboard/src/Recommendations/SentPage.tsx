import { getRouteApi } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, momentColumn, textColumn } from "../Shared/columns";
import { money, words } from "../Shared/format";
import { useRows } from "../Shared/useRows";
import { DeskList } from "./DeskList";

type Recommendation = Schema<"Recommendation">;

const route = getRouteApi("/app/recommendations/sent");

const columns: Column<Recommendation>[] = [
    momentColumn("sent_at", "Sent", (one) => one.sent_at, "sent_at"),
    textColumn("symbol", "Symbol", (one) => one.symbol),
    textColumn("action", "Action", (one) => one.action),
    textColumn("option_right", "Option", (one) => one.option_right),
    { id: "strike", title: "Strike", kind: "number", value: (one) => one.strike, cell: (one) => money(one.strike) },
    textColumn("expiration", "Expiration", (one) => one.expiration),
    { id: "premium", title: "Premium", kind: "number", value: (one) => one.premium, cell: (one) => money(one.premium) },
    { id: "legs", title: "Legs", kind: "number", value: (one) => 1 + one.further_legs.length },
    textColumn("type", "Type", (one) => words(one.type)),
    textColumn("account", "Account", (one) => one.account),
    textColumn("algorithm_version", "Algorithm", (one) => one.algorithm_version),
    textColumn("recommendation_id", "Id", (one) => one.recommendation_id),
];

/** What the algorithm recommended. */
export function SentPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const list = useRows("/api/v1/strategies/learning/recommendations", {
        symbol: search.symbol,
        account: search.account,
        start_date: search.from,
        end_date: search.to,
        sort: search.sort ?? "-sent_at",
    });
    return (
        <DeskList
            name="Recommendations"
            lead="What the algorithm recommended."
            list={list}
            columns={columns}
            rowKey={(one) => one.recommendation_id}
            search={search}
            order="-sent_at"
            set={(change) => set(change as Partial<typeof search>)}
            hasAccount
            empty="Engines send them to the API."
        />
    );
}
