import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { client, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { count, decimal, interval, money, percent, words } from "../Shared/format";
import { Facts } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { Mean, Rate } from "../Shared/Rate";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Tag } from "../Shared/Tag";
import { EvidenceTrades } from "./EvidenceTrades";

type Insight = Schema<"Insight">;

/** Under which conditions something holds, in words. */
export function conditions(of: Schema<"TradeConditions">): string {
    const { setup_type, market_phase, symbol, timeframe, hour } = of;
    const named = [
        setup_type && `setup ${setup_type}`,
        market_phase && `phase ${market_phase}`,
        symbol && `symbol ${symbol}`,
        timeframe && `timeframe ${timeframe}`,
        hour !== null && `hour ${hour} UTC`,
    ].filter(Boolean);
    return named.length > 0 ? named.join(", ") : "any";
}

/** An insight with its evidence. */
export function InsightEvidence({ of }: { of: Insight }) {
    return (
        <div className="stack">
            <div className="row">
                <Tag tone={of.is_better ? "good" : "bad"}>{of.is_better ? "Wins more" : "Wins less"}</Tag>
                <InsightState of={of} />
                <Tag>{words(of.insight_type)}</Tag>
            </div>
            <Decision of={of} />
            <Facts
                of={[
                    ["Conditions", conditions(of.market_conditions)],
                    ["Among", conditions(of.filters)],
                    ["Wins", <Rate key="w" of={of.win_rate} />],
                    ["Wins of the rest", <Rate key="r" of={of.rest_win_rate} />],
                    ...(of.expected_win_rate
                        ? ([["Wins to expect", <Mean key="e" of={of.expected_win_rate} show={percent} />]] as const)
                        : []),
                    ["Confidence", decimal(of.confidence_score, 3)],
                    ["Found by", of.found_by],
                    ["Found", <Moment key="f" at={of.created_at} />],
                    ["Last evidence", <Moment key="l" at={of.updated_at} />],
                ]}
            />
            {of.course && (
                <details>
                    <summary>How these trades went</summary>
                    <Course of={of.course} rest={of.rest_course} />
                </details>
            )}
            {of.variants.length > 0 && (
                <details>
                    <summary>
                        {of.variants.length === 1 ? "1 other wording" : `${of.variants.length} other wordings`} of the same finding
                    </summary>
                    <ul>
                        {of.variants.map((variant) => (
                            <li key={variant.insight}>
                                {variant.insight} <span className="quiet">({variant.found_by})</span>
                            </li>
                        ))}
                    </ul>
                </details>
            )}
            <details>
                <summary>{count(of.supporting_trades.length)} trades that speak for it</summary>
                <div className="row" style={{ marginTop: 6 }}>
                    {of.supporting_trades.map((id) => (
                        <Link key={id} to="/trades/$id" params={{ id }}>
                            {id}
                        </Link>
                    ))}
                </div>
            </details>
            <EvidenceTrades of={of} />
        </div>
    );
}

/** Whether an insight is served, and what a person decided. */
export function InsightState({ of }: { of: Insight }) {
    if (of.decision?.kind === "silenced") return <Tag tone="warn">Silenced</Tag>;
    if (!of.is_active) return <Tag>Pruned</Tag>;
    return <Tag tone={of.decision ? "good" : "info"}>{of.decision ? "Accepted" : "Served"}</Tag>;
}

const consequences = {
    accept: "It is served as before, and says that a person accepted it.",
    silence: "It is not served any more, whatever its confidence. Its figures go on, and this can be taken back.",
    withdraw: "It is served by its figures alone again.",
};

/** What was decided on an insight, and deciding. */
function Decision({ of }: { of: Insight }) {
    const mayDecide = useMay("decide");
    const [asked, setAsked] = useState<keyof typeof consequences | null>(null);
    const { decision } = of;
    return (
        <>
            {decision && (
                <p className={decision.kind === "silenced" ? "notice" : "notice good"}>
                    {words(decision.kind)} by {decision.by}: {decision.reason} <Moment at={decision.at} />
                </p>
            )}
            {mayDecide && (
                <div className="row no-print">
                    {decision?.kind !== "accepted" && <Button onClick={() => setAsked("accept")}>Accept</Button>}
                    {decision?.kind !== "silenced" && (
                        <Button variant="default" className="danger" onClick={() => setAsked("silence")}>
                            Silence
                        </Button>
                    )}
                    {decision && (
                        <Button variant="default" onClick={() => setAsked("withdraw")}>
                            Withdraw the decision
                        </Button>
                    )}
                </div>
            )}
            {asked && (
                <ReasonDialog
                    title={`${words(asked)}: ${of.insight}`}
                    consequence={consequences[asked]}
                    confirm={words(asked)}
                    isDangerous={asked === "silence"}
                    onConfirm={(reason) =>
                        done(
                            client.POST("/api/learning/insights/{id}/decision", {
                                params: { path: { id: of.id } },
                                body: { decision: asked, reason },
                            }),
                            "/api/learning",
                        )
                    }
                    onClose={() => setAsked(null)}
                />
            )}
        </>
    );
}

function Course({ of, rest }: { of: Schema<"CourseFigures">; rest: Schema<"CourseFigures"> | null }) {
    const rows: [string, (one: Schema<"CourseFigures">) => React.ReactNode][] = [
        ["P&L", (one) => one.pnl_by_currency.map((pnl) => `${money(pnl.pnl, pnl.currency)} of ${count(pnl.trades)}`).join(", ")],
        ["Return", (one) => <Mean of={one.return} show={percent} />],
        ["R multiple", (one) => <Mean of={one.r_multiple} />],
        ["Against it, at most", (one) => <Mean of={one.adverse_excursion} show={percent} />],
        ["For it, at most", (one) => <Mean of={one.favourable_excursion} show={percent} />],
        [
            "Minutes held",
            (one) =>
                one.holding_minutes.mean === null
                    ? "–"
                    : `${decimal(one.holding_minutes.mean, 0)} (${interval(one.holding_minutes, (value) => decimal(value, 0))})`,
        ],
    ];
    return (
        <div className="table-region" role="region" aria-label="How these trades went" tabIndex={0}>
            <table className="data">
                <thead>
                    <tr>
                        <th scope="col">Figure</th>
                        <th scope="col">These trades</th>
                        <th scope="col">The rest</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.map(([name, show]) => (
                        <tr key={name}>
                            <th scope="row">{name}</th>
                            <td>{show(of)}</td>
                            <td>{rest ? show(rest) : "–"}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
