import { Link } from "@tanstack/react-router";
import { VersionLink } from "../Prompts/ChampionCard";
import { api, type Schema } from "../Shared/api";
import { count, interval, money, percent } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Answer } from "../Shared/States";

/** The three loops in a sentence each: explanations, the journal, recommendations. */
export function Loops({
    days,
    champions,
    learning,
}: {
    days: number;
    champions: readonly Schema<"ChampionStatus">[];
    learning: Schema<"LearningResponse">;
}) {
    const journal = api.useQuery("get", "/api/learning/summary", { params: { query: { days } } });
    const divergence = api.useQuery("get", "/api/v1/strategies/learning/analytics/divergence-rate", { params: { query: { days } } });
    return (
        <div className="stack">
            <Card title="Explanations">
                <p>
                    {count(learning.total_explanations)} explanations, {count(learning.fallbacks)} fallbacks, {money(learning.cost_usd)}.
                </p>
                <p style={{ margin: 0 }}>
                    Champions:{" "}
                    {champions.map((one, index) => (
                        <span key={one.signal}>
                            {index > 0 && ", "}
                            {one.signal} <VersionLink version={one.champion} />
                        </span>
                    ))}
                </p>
            </Card>
            <Card title="Journal">
                <Answer of={journal}>
                    {({ trades_reviewed, win_rate, active_learnings, new_learnings }) => (
                        <p style={{ margin: 0 }}>
                            {count(trades_reviewed)} trades reviewed, {percent(win_rate.rate)} won{" "}
                            <span className="quiet">
                                ({interval(win_rate)}, n {count(win_rate.n)})
                            </span>
                            . <Link to="/insights">{count(active_learnings)} insights</Link> are served, {count(new_learnings)} are new.
                        </p>
                    )}
                </Answer>
            </Card>
            <Card title="Recommendations">
                <Answer of={divergence}>
                    {(data) => (
                        <p style={{ margin: 0 }}>
                            Traders diverged from {percent(data.rate.rate)}{" "}
                            <span className="quiet">
                                ({interval(data.rate)}, n {count(data.rate.n)})
                            </span>
                            : {percent(data.modified.rate)} modified, {percent(data.rejected.rate)} rejected.{" "}
                            <Link to="/recommendations/analytics" search={{ days }}>
                                Did it pay?
                            </Link>
                        </p>
                    )}
                </Answer>
            </Card>
        </div>
    );
}
