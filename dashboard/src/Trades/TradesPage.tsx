import { Button, Checkbox } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { ListTable } from "../Shared/DataTable";
import { ChoiceFilter, DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { useRows } from "../Shared/useRows";
import { endings, sides } from "./search";
import { tradeColumns } from "./tradeColumns";
import { TradesUpload } from "./TradesUpload";

const route = getRouteApi("/app/trades");

/** Closed trades, with how they went and what their reviews say. */
export function TradesPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const [mayRate, maySend] = [useMay("rate"), useMay("engine")];
    const [isImporting, setImporting] = useState(false);
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
                {(mayRate || maySend) && (
                    <Button variant="default" aria-expanded={isImporting} onClick={() => setImporting(!isImporting)}>
                        Import trades
                    </Button>
                )}
                <Freshness at={list.readAt} />
            </PageHead>
            {isImporting && <TradesUpload />}
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
                    columns={tradeColumns}
                    rowKey={(trade) => trade.trade_id}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title="No trades that these filters find">Engines send them to the API, or import a file of them.</Empty>}
                />
            </Card>
        </>
    );
}
