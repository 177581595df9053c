import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../Access/session";
import { VersionLink } from "../Prompts/ChampionCard";
import { api } from "../Shared/api";
import { count, money, percent } from "../Shared/format";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { Answer } from "../Shared/States";
import { RatingCard } from "./RatingCard";

const route = getRouteApi("/app/explanations/$id");

/** One explanation: what went in, what came out, what it cost; and rating it. */
export function ExplanationPage() {
    const { id } = route.useParams();
    const mayRate = useMay("rate");
    const query = api.useQuery("get", "/api/explanations/{explanation_id}", { params: { path: { explanation_id: id } } });
    return (
        <>
            <PageHead
                title={query.data ? `${query.data.signal} ${query.data.ticker}` : "Explanation"}
                lead={<Link to="/explanations">All explanations</Link>}
            />
            <Answer of={query}>
                {(one) => (
                    <div className="grid">
                        {mayRate ? (
                            <RatingCard explanation={one} />
                        ) : (
                            <Card title="Text">
                                <p className="prose">{one.explanation}</p>
                                <p className="quiet">Rating it needs the scope “rate”.</p>
                            </Card>
                        )}
                        <Card title="How it came about">
                            <Facts
                                of={[
                                    ["Written", <Moment key="w" at={one.generated_at} />],
                                    ["Prompt", <VersionLink key="p" version={one.prompt_version} />],
                                    ["Model", one.model_used],
                                    ["From the cache", one.cached ? "yes" : "no"],
                                    ["Fallback", one.fallback ? (one.fallback_reason ?? "yes") : "no"],
                                    ["Latency", `${count(one.latency_ms)} ms`],
                                    ["Tokens", `${count(one.prompt_tokens)} in, ${count(one.completion_tokens)} out`],
                                    ["Cost", money(one.cost_usd)],
                                    ["Confidence of the signal", percent(one.confidence)],
                                    ["Id", one.explanation_id ?? "not recorded"],
                                ]}
                            />
                        </Card>
                        <Card title="Indicators that went in">
                            <pre className="block" tabIndex={0} aria-label="Indicators as JSON">
                                {JSON.stringify(one.indicators, null, 2)}
                            </pre>
                        </Card>
                    </div>
                )}
            </Answer>
        </>
    );
}
