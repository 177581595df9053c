import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../Shared/api";
import { decimal, money, percent, words } from "../Shared/format";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { Money } from "../Shared/Money";
import { Answer } from "../Shared/States";
import { Candles } from "./Candles";
import { ReviewCard } from "./ReviewCard";

const route = getRouteApi("/app/trades/$id");

/** One trade: how it went, its review, its prices. */
export function TradePage() {
    const { id } = route.useParams();
    const query = api.useQuery("get", "/api/trades/{trade_id}", { params: { path: { trade_id: id } } });
    return (
        <>
            <PageHead title={`Trade ${id}`} lead={<Link to="/trades">All trades</Link>} />
            <Answer of={query}>
                {(trade) => (
                    <div className="grid">
                        <Card title={`${words(trade.side)} ${trade.symbol}`}>
                            <Facts
                                of={[
                                    ["P&L", <Money key="p" value={trade.pnl} currency={trade.currency} />],
                                    [
                                        "Rule",
                                        <Link key="r" to="/strategies/$id" params={{ id: trade.strategy_rule }}>
                                            {trade.strategy_rule}
                                        </Link>,
                                    ],
                                    ["Ended", words(trade.status)],
                                    ["Setup", trade.setup_type ?? "–"],
                                    ["Phase", trade.market_phase ?? "–"],
                                    ["Timeframe", trade.timeframe ?? "–"],
                                    [
                                        "Entry",
                                        <span key="e">
                                            {money(trade.entry_price, trade.currency)}, <Moment at={trade.entry_time} />
                                        </span>,
                                    ],
                                    [
                                        "Exit",
                                        <span key="x">
                                            {money(trade.exit_price, trade.currency)}, <Moment at={trade.exit_time} />
                                        </span>,
                                    ],
                                    ["Quantity", decimal(trade.quantity, 4).replace(/\.?0+$/, "")],
                                    ["Fees", money(trade.fees, trade.currency)],
                                    ["Stop", money(trade.stop_price, trade.currency)],
                                    ["R multiple", decimal(trade.r_multiple)],
                                    ["Against it, for it", `${percent(trade.adverse_excursion)}, ${percent(trade.favourable_excursion)}`],
                                    [
                                        "Lowest, highest",
                                        `${money(trade.lowest_price, trade.currency)}, ${money(trade.highest_price, trade.currency)}`,
                                    ],
                                ]}
                            />
                            {trade.entry_reasoning && (
                                <p className="prose" style={{ marginTop: 10 }}>
                                    {trade.entry_reasoning}
                                </p>
                            )}
                        </Card>
                        <ReviewCard id={id} review={trade.review} />
                        <Card title="Prices">
                            <Candles trade={trade} />
                        </Card>
                    </div>
                )}
            </Answer>
        </>
    );
}
