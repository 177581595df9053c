import { getRouteApi, Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, moneyColumn, textColumn } from "../Shared/columns";
import { none, words } from "../Shared/format";
import { useRows } from "../Shared/useRows";
import { DeskList } from "./DeskList";
import { MatchKindTag } from "./MatchCard";
import { reasonName } from "./reasons";
import { matchKinds } from "./search";

type Match = Schema<"MatchRecord">;

const route = getRouteApi("/app/recommendations/matches");

const columns: Column<Match>[] = [
    {
        id: "day",
        title: "Day",
        sort: "day",
        value: (match) => match.day,
        cell: (match) => (
            <Link to="/recommendations/queue" search={{ match: match.id }} className="figure">
                {match.day}
            </Link>
        ),
    },
    textColumn("symbol", "Symbol", (match) => match.symbol),
    { id: "match_type", title: "Kind", value: (match) => match.match_type, cell: (match) => <MatchKindTag kind={match.match_type} /> },
    countColumn("score", "Score", (match) => match.score),
    countColumn("days_difference", "Days off", (match) => match.days_difference),
    { id: "strike_difference", title: "Strike off, $", kind: "number", value: (match) => match.strike_difference },
    { id: "premium_difference", title: "Premium off, $", kind: "number", value: (match) => match.premium_difference },
    textColumn("structure", "Structure", (match) => match.structure && words(match.structure)),
    textColumn("outcome", "Outcome", (match) => match.outcome?.kind && words(match.outcome.kind)),
    moneyColumn(
        "pnl",
        "P&L",
        (match) => match.outcome?.pnl,
        (match) => match.outcome?.currency ?? "USD",
    ),
    moneyColumn(
        "counterfactual_pnl",
        "As recommended",
        (match) => match.outcome?.counterfactual_pnl,
        (match) => match.outcome?.currency ?? "USD",
    ),
    {
        id: "reason",
        title: "Reason",
        sort: "reviewed",
        value: (match) => match.excluded_reason ?? match.reason_code,
        cell: (match) =>
            match.excluded_reason ? (
                <span className="quiet">Excluded: {match.excluded_reason}</span>
            ) : (
                (reasonName(match.reason_code) ?? none)
            ),
    },
];

/** Every match of recommendations and executions. */
export function MatchesPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const list = useRows("/api/v1/strategies/learning/matches", {
        match_type: search.type,
        symbol: search.symbol,
        start_date: search.from,
        end_date: search.to,
        sort: search.sort ?? "-day",
    });
    return (
        <DeskList
            name="Matches"
            lead="What was recommended, what was done, and the outcome."
            list={list}
            columns={columns}
            rowKey={(match) => match.id}
            search={search}
            order="-day"
            set={(change) => set(change as Partial<typeof search>)}
            choices={[
                { label: "Kind", value: search.type, choices: matchKinds, onChange: (value) => set({ type: value as typeof search.type }) },
            ]}
            empty="Recommendations are matched with executions each evening, or when a file is imported."
        />
    );
}
