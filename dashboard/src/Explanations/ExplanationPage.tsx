import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../Access/session";
import { VersionLink } from "../Prompts/ChampionCard";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { DataTable, ListTable } from "../Shared/DataTable";
import { count, money, percent } from "../Shared/format";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
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
                        <div className="stack">
                            <Card title="Factors" flush>
                                <DataTable
                                    name="Factors of the explanation"
                                    rows={one.factors}
                                    columns={factors}
                                    rowKey={(factor) => `${factor.name} ${factor.impact}`}
                                    empty={<Empty title="No factors are named" />}
                                />
                            </Card>
                            <Card title="Indicators that went in">
                                <pre className="block" tabIndex={0} aria-label="Indicators as JSON">
                                    {JSON.stringify(one.indicators, null, 2)}
                                </pre>
                            </Card>
                        </div>
                    </div>
                )}
            </Answer>
            <Votes id={id} />
        </>
    );
}

/** What people say of it, without saying who. */
function Votes({ id }: { id: string }) {
    const maySeeComments = useMay("decide");
    const votes = useRows("/api/explanations/{explanation_id}/votes", {}, { names: { explanation_id: id } });
    return (
        <Card title="Votes" flush>
            <ListTable
                name="Votes"
                of={votes}
                columns={maySeeComments ? [...given, comment] : given}
                rowKey={(vote) => vote.id}
                empty={<Empty title="Nobody has rated it yet" />}
            />
        </Card>
    );
}

type Vote = Schema<"VoteItem">;

const factors: Column<Schema<"Factor">>[] = [
    textColumn("name", "Factor", (one) => one.name),
    textColumn("impact", "Impact", (one) => one.impact),
];

const given: Column<Vote>[] = [
    momentColumn<Vote>("created_at", "Given", (vote) => vote.created_at),
    {
        id: "positive",
        title: "Verdict",
        value: (vote) => vote.positive,
        cell: (vote) => <Tag tone={vote.positive ? "good" : "bad"}>{vote.positive ? "Positive" : "Negative"}</Tag>,
    },
    countColumn("rating", "Stars", (vote) => vote.rating),
    {
        id: "anonymous",
        title: "Counts",
        value: (vote) => !vote.anonymous,
        cell: (vote) => (vote.anonymous ? "no: without a session" : "yes"),
    },
    { id: "has_comment", title: "Comment", value: (vote) => vote.has_comment, cell: (vote) => (vote.has_comment ? "yes" : "–") },
];
const comment = textColumn<Vote>("comment", "What was said", (vote) => vote.comment, "wrap");
