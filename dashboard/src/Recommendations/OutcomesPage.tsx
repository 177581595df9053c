import { getRouteApi, Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, moneyColumn, textColumn } from "../Shared/columns";
import { words } from "../Shared/format";
import { useRows } from "../Shared/useRows";
import { DeskList } from "./DeskList";
import { MatchKindTag } from "./MatchCard";
import { matchKinds, outcomes } from "./search";

type Outcome = Schema<"MatchOutcome">;

const route = getRouteApi("/app/recommendations/outcomes");
const currency = (one: Outcome) => one.currency;

const columns: Column<Outcome>[] = [
    {
        id: "day",
        title: "Day",
        sort: "day",
        value: (one) => one.day,
        cell: (one) => (
            <Link to="/recommendations/queue" search={{ match: one.match_id }} className="figure">
                {one.day}
            </Link>
        ),
    },
    textColumn("symbol", "Symbol", (one) => one.symbol),
    { id: "match_type", title: "Kind", value: (one) => one.match_type, cell: (one) => <MatchKindTag kind={one.match_type} /> },
    textColumn("outcome", "Outcome", (one) => one.kind && words(one.kind)),
    { ...moneyColumn<Outcome>("attributed_pnl", "P&L of the match", (one) => one.attributed_pnl, currency), sort: "attributed_pnl" },
    moneyColumn("position_pnl", "P&L of the position", (one) => one.position_pnl, currency),
    moneyColumn("counterfactual_pnl", "As recommended", (one) => one.counterfactual_pnl, currency),
    textColumn("counterfactual_source", "Known from", (one) => one.counterfactual_source),
    textColumn("is_ended", "Ended", (one) => (one.is_ended ? (one.is_inferred ? "inferred" : "yes") : "no")),
    textColumn("as_of_date", "As of", (one) => one.as_of_date),
];

/** What came of each match, and what the recommendation would have made as given. */
export function OutcomesPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const list = useRows("/api/v1/strategies/learning/outcomes", {
        symbol: search.symbol,
        match_type: search.type,
        outcome: search.outcome,
        start_date: search.from,
        end_date: search.to,
        sort: search.sort ?? "-day",
    });
    return (
        <DeskList
            name="Outcomes"
            lead="What came of each match, and what the recommendation would have made as it was given."
            list={list}
            columns={columns}
            rowKey={(one) => one.match_id}
            search={search}
            order="-day"
            set={(change) => set(change as Partial<typeof search>)}
            choices={[
                { label: "Kind", value: search.type, choices: matchKinds, onChange: (value) => set({ type: value as typeof search.type }) },
                {
                    label: "Outcome",
                    value: search.outcome,
                    choices: outcomes,
                    onChange: (value) => set({ outcome: value as typeof search.outcome }),
                },
            ]}
            empty="Outcomes are tracked each evening."
        />
    );
}
