import { Checkbox } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, moneyColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { ChoiceFilter, DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { decimal, percent, words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { ValidityTag } from "./ReviewCard";
import { endings, sides } from "./search";

type Trade = Schema<"ListedTrade">;

const route = getRouteApi("/app/trades");

const columns: Column<Trade>[] = [
    { ...momentColumn<Trade>("exit_time", "Closed", (trade) => trade.exit_time), sort: "exit_time" },
    {
        id: "trade_id",
        title: "Trade",
        value: (trade) => trade.trade_id,
        cell: (trade) => (
            <Link to="/trades/$id" params={{ id: trade.trade_id }}>
                {trade.trade_id}
            </Link>
        ),
    },
    textColumn("symbol", "Symbol", (trade) => trade.symbol),
    textColumn("side", "Side", (trade) => words(trade.side)),
    {
        id: "strategy_rule",
        title: "Rule",
        value: (trade) => trade.strategy_rule,
        cell: (trade) => (
            <Link to="/strategies/$id" params={{ id: trade.strategy_rule }}>
                {trade.strategy_rule}
            </Link>
        ),
    },
    {
        ...moneyColumn<Trade>(
            "pnl",
            "P&L",
            (trade) => trade.pnl,
            (trade) => trade.currency,
        ),
        sort: "pnl",
    },
    { id: "r_multiple", title: "R", kind: "number", value: (trade) => trade.r_multiple, cell: (trade) => decimal(trade.r_multiple) },
    {
        id: "adverse_excursion",
        title: "Against it",
        kind: "number",
        value: (trade) => trade.adverse_excursion,
        cell: (trade) => percent(trade.adverse_excursion),
    },
    {
        id: "favourable_excursion",
        title: "For it",
        kind: "number",
        value: (trade) => trade.favourable_excursion,
        cell: (trade) => percent(trade.favourable_excursion),
    },
    textColumn("status", "Ended", (trade) => words(trade.status)),
    textColumn("setup_type", "Setup", (trade) => trade.setup_type),
    textColumn("market_phase", "Phase", (trade) => trade.market_phase),
    textColumn("timeframe", "Timeframe", (trade) => trade.timeframe),
    {
        id: "setup_validity",
        title: "Review",
        value: (trade) => trade.review?.setup_validity,
        cell: (trade) => (trade.review ? <ValidityTag of={trade.review.setup_validity} /> : <Tag tone="warn">None</Tag>),
    },
    countColumn("performance_rating", "Rating", (trade) => trade.review?.performance_rating),
    { ...momentColumn<Trade>("entry_time", "Entered", (trade) => trade.entry_time), sort: "entry_time" },
];

/** Closed trades, with how they went and what their reviews say. */
export function TradesPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "-exit_time";
    const list = useRows("/api/trades", {
        strategy_rule: search.rule,
        symbol: search.symbol,
        setup_type: search.setup,
        market_phase: search.phase,
        timeframe: search.timeframe,
        hour: search.hour,
        side: search.side,
        status: search.status,
        reviewed: search.open ? false : undefined,
        from: search.from,
        to: search.to,
        sort,
    });
    return (
        <>
            <PageHead title="Trades" lead="Closed trades, with how they went and what their reviews say.">
                <Freshness at={list.readAt} />
            </PageHead>
            <Filters>
                <TextFilter label="Rule" value={search.rule} onChange={(rule) => set({ rule })} />
                <TextFilter label="Symbol" value={search.symbol} upper onChange={(symbol) => set({ symbol })} />
                <TextFilter label="Setup" value={search.setup} onChange={(setup) => set({ setup })} />
                <TextFilter label="Phase" value={search.phase} onChange={(phase) => set({ phase })} />
                <TextFilter label="Timeframe" value={search.timeframe} onChange={(timeframe) => set({ timeframe })} />
                <ChoiceFilter label="Side" value={search.side} choices={sides} onChange={(side) => set({ side })} />
                <ChoiceFilter label="Ended" value={search.status} choices={endings} onChange={(status) => set({ status })} />
                <DayFilter label="From" value={search.from} onChange={(from) => set({ from })} />
                <DayFilter label="To" value={search.to} onChange={(to) => set({ to })} />
                <Checkbox
                    label="Without a review"
                    checked={search.open ?? false}
                    onChange={(event) => set({ open: event.currentTarget.checked || undefined })}
                />
            </Filters>
            <Card flush>
                <ListTable
                    name="Trades"
                    of={list}
                    columns={columns}
                    rowKey={(trade) => trade.trade_id}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={
                        <Empty title="No trades that these filters find">
                            Engines send them to the API, or import them: ./run import trades.
                        </Empty>
                    }
                />
            </Card>
        </>
    );
}
