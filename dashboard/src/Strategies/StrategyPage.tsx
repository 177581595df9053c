import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { api } from "../Shared/api";
import { Freshness } from "../Shared/Freshness";
import { count, decimal, interval, money, percent } from "../Shared/format";
import { Card, Facts, PageHead, Tile } from "../Shared/Layout";
import { Answer } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { ScoreCard } from "./ScoreCard";
import { RetireDialog } from "./StrategiesPage";

const route = getRouteApi("/app/strategies/$id");

/** One strategy rule. */
export function StrategyPage() {
    const { id } = route.useParams();
    const mayDecide = useMay("decide");
    const [isAsking, setAsking] = useState(false);
    const strategy = api.useQuery("get", "/api/strategies/{id}/performance", { params: { path: { id } } }, { refetchInterval: 30_000 });
    return (
        <>
            <PageHead title={strategy.data?.name ?? id} lead={<Link to="/strategies">All strategies</Link>}>
                {strategy.data && (strategy.data.is_active ? <Tag tone="good">Active</Tag> : <Tag>Retired</Tag>)}
                {mayDecide && strategy.data && (
                    <Button variant="default" onClick={() => setAsking(true)}>
                        {strategy.data.is_active ? "Retire" : "Take back"}
                    </Button>
                )}
                <Freshness at={strategy.dataUpdatedAt} />
            </PageHead>
            <Answer of={strategy}>
                {(one) => (
                    <>
                        <div className="tiles">
                            <Tile label="Effectiveness" note="0 to 1; a rule begins at 0.5">
                                {decimal(one.effectiveness_score, 3)}
                            </Tile>
                            <Tile label="Wins" note={`${interval(one.win_rate)}, n ${count(one.win_rate.n)}`}>
                                {percent(one.win_rate.rate)}
                            </Tile>
                            <Tile
                                label="Trades reviewed"
                                note={one.unreviewed_trades > 0 ? `${count(one.unreviewed_trades)} are not` : "All are"}
                            >
                                {count(one.total_trades)}
                            </Tile>
                            <Tile label="Mean rating" note="1 to 5">
                                {decimal(one.avg_performance_rating)}
                            </Tile>
                        </div>
                        <div className="grid">
                            <Card title="About">
                                <Facts
                                    of={[
                                        ["Id", one.id],
                                        ["Description", one.description ?? "–"],
                                        [
                                            "Trades",
                                            <Link key="t" to="/trades" search={{ rule: one.id }}>
                                                Of this rule
                                            </Link>,
                                        ],
                                        [
                                            "Setups",
                                            `${count(one.valid)} valid, ${count(one.edge_cases)} edge cases, ${count(one.invalid)} invalid`,
                                        ],
                                    ]}
                                />
                            </Card>
                            <Card title="P&L">
                                <Facts
                                    of={one.pnl_by_currency.map(
                                        (pnl) =>
                                            [
                                                pnl.currency,
                                                `${money(pnl.pnl, pnl.currency)} of ${count(pnl.trades)} trades, ` +
                                                    `profit factor ${decimal(pnl.profit_factor)}`,
                                            ] as const,
                                    )}
                                />
                            </Card>
                        </div>
                        <ScoreCard id={one.id} />
                        {isAsking && <RetireDialog of={one} onClose={() => setAsking(false)} />}
                    </>
                )}
            </Answer>
        </>
    );
}
