import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Schema } from "../Shared/api";
import { ListTable } from "../Shared/DataTable";
import { Empty } from "../Shared/States";
import { useRows } from "../Shared/useRows";
import { tradeColumns } from "../Trades/tradeColumns";

/** The trades that an insight is about, read when somebody looks. */
export function EvidenceTrades({ of }: { of: Schema<"Insight"> }) {
    const [isOpen, setOpen] = useState(false);
    const { setup_type: setup, market_phase: phase, symbol, timeframe, hour } = of.market_conditions;
    return (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>All trades under these conditions</summary>
            {isOpen && (
                <>
                    <Trades of={of.market_conditions} />
                    <Link
                        to="/trades"
                        search={{
                            setup: setup ?? undefined,
                            phase: phase ?? undefined,
                            symbol: symbol ?? undefined,
                            timeframe: timeframe ?? undefined,
                            hour: hour ?? undefined,
                        }}
                    >
                        Open them on the page Trades
                    </Link>
                </>
            )}
        </details>
    );
}

function Trades({ of }: { of: Schema<"TradeConditions"> }) {
    const list = useRows("/api/trades", {
        setup_type: of.setup_type ?? undefined,
        market_phase: of.market_phase ?? undefined,
        symbol: of.symbol ?? undefined,
        timeframe: of.timeframe ?? undefined,
        hour: of.hour ?? undefined,
    });
    return (
        <ListTable
            name="Trades behind the insight"
            of={list}
            columns={tradeColumns}
            rowKey={(trade) => trade.trade_id}
            empty={<Empty title="No trades" />}
        />
    );
}
