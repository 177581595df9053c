import { getRouteApi } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { money, words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { useRows } from "../Shared/useRows";
import { DeskTabs } from "./DeskTabs";

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
        <>
            <PageHead title="Desk" lead="What the algorithm recommended.">
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
                    name="Recommendations"
                    of={list}
                    columns={columns}
                    rowKey={(one) => one.recommendation_id}
                    order={{ sort: search.sort ?? "-sent_at", onSort: (sort) => set({ sort: sort as typeof search.sort }) }}
                    empty={<Empty title="No recommendations">Engines send them to the API.</Empty>}
                />
            </Card>
        </>
    );
}
