import { Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, moneyColumn, textColumn } from "../Shared/columns";
import { decimal, percent, words } from "../Shared/format";
import { Tag } from "../Shared/Tag";
import { ValidityTag } from "./ReviewCard";

type Trade = Schema<"ListedTrade">;

/** What lists of trades show. */
export const tradeColumns: Column<Trade>[] = [
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
