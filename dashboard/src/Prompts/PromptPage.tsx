import { NativeSelect } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Fragment, useMemo } from "react";
import type { Schema } from "../Shared/api";
import { diffWords, keptShare } from "../Shared/diff";
import { Freshness } from "../Shared/Freshness";
import { count, money, words } from "../Shared/format";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { Mean, Rate } from "../Shared/Rate";
import { Answer, Empty } from "../Shared/States";
import { VersionLink } from "./ChampionCard";
import { lineage } from "./lineage";
import { standingOf } from "./PromptsPage";
import { useAnalytics, usePrompts } from "./usePrompts";

const route = getRouteApi("/app/prompts/$version");

/** One version: its text, what differs from its parent, where it comes from, how it does. */
export function PromptPage() {
    const { version } = route.useParams();
    const { against } = route.useSearch();
    const navigate = route.useNavigate();
    const prompts = usePrompts();
    const analytics = useAnalytics();
    return (
        <>
            <PageHead title={`Prompt ${version}`} lead={<Link to="/prompts">All prompts</Link>}>
                <Freshness at={prompts.dataUpdatedAt} every={60} />
            </PageHead>
            <Answer of={prompts}>
                {(data) => {
                    const prompt = data.versions.find((one) => one.prompt_version === version);
                    if (!prompt)
                        return (
                            <Card>
                                <Empty title={`There is no version ${version}`} />
                            </Card>
                        );
                    const figures = analytics.data?.by_prompt_version.find((one) => one.prompt_version === version);
                    const other = data.versions.find((one) => one.prompt_version === (against ?? prompt.parent));
                    const champions = data.signals.filter((one) => one.champion === version).map((one) => one.signal);
                    return (
                        <>
                            <div className="grid">
                                <Card title="About">
                                    <Facts
                                        of={[
                                            ["Signal", prompt.signal ?? "all"],
                                            [
                                                "Standing",
                                                champions.length > 0
                                                    ? `Champion of ${champions.join(", ")}`
                                                    : words(standingOf(version, data.signals)),
                                            ],
                                            ["Origin", words(prompt.origin)],
                                            [
                                                "Created",
                                                <Fragment key="c">
                                                    <Moment at={prompt.created_at} /> by {prompt.created_by}
                                                </Fragment>,
                                            ],
                                            ["Model", prompt.model ?? "the usual one"],
                                            [
                                                "Lineage",
                                                <span key="l" className="row">
                                                    {lineage(version, data.versions).map((one, index) => (
                                                        <Fragment key={one}>
                                                            {index > 0 && <span className="quiet">→</span>}
                                                            {one === version ? <strong>{one}</strong> : <VersionLink version={one} />}
                                                        </Fragment>
                                                    ))}
                                                </span>,
                                            ],
                                            [
                                                "Children",
                                                <span key="k" className="row">
                                                    {data.versions
                                                        .filter((one) => one.parent === version)
                                                        .map((one) => (
                                                            <VersionLink key={one.prompt_version} version={one.prompt_version} />
                                                        ))}
                                                    {!data.versions.some((one) => one.parent === version) && "none"}
                                                </span>,
                                            ],
                                        ]}
                                    />
                                </Card>
                                <Card title="How it does, 90 days">
                                    {figures ? (
                                        <Facts
                                            of={[
                                                ["Positive", <Rate key="p" of={figures.positive_feedback} />],
                                                ["Stars", <Mean key="s" of={figures.avg_rating} />],
                                                ["Rated", <Rate key="r" of={figures.feedback_rate} />],
                                                ["Explanations", count(figures.total_explanations)],
                                                ["Fallbacks", count(figures.fallbacks)],
                                                ["Cost", money(figures.cost_usd)],
                                                ["Latency", figures.latency_ms === null ? "–" : `${figures.latency_ms.toFixed(0)} ms`],
                                            ]}
                                        />
                                    ) : (
                                        <Empty title="No explanations in 90 days" />
                                    )}
                                </Card>
                            </div>
                            <Card
                                title={other ? `Compared with ${other.prompt_version}` : "Text"}
                                actions={
                                    <NativeSelect
                                        aria-label="Compare with"
                                        value={other?.prompt_version ?? ""}
                                        data={[
                                            ...(other ? [] : [{ value: "", label: "Compare with …" }]),
                                            ...data.versions
                                                .filter((one) => one !== prompt)
                                                .map((one) => ({
                                                    value: one.prompt_version,
                                                    label:
                                                        one.prompt_version === prompt.parent
                                                            ? `${one.prompt_version}, its parent`
                                                            : one.prompt_version,
                                                })),
                                        ]}
                                        onChange={(event) =>
                                            void navigate({ search: { against: event.currentTarget.value || undefined }, replace: true })
                                        }
                                    />
                                }
                            >
                                {other ? <Diff former={other} latter={prompt} /> : <pre className="prose block">{prompt.text}</pre>}
                                {other && (
                                    <details style={{ marginTop: 8 }}>
                                        <summary>Text as it is</summary>
                                        <pre className="prose block">{prompt.text}</pre>
                                    </details>
                                )}
                            </Card>
                        </>
                    );
                }}
            </Answer>
        </>
    );
}

/** Below this share of common text the two are shown beside each other. */
const mostlyNew = 0.4;

function Diff({ former, latter }: { former: Schema<"PromptRecord">; latter: Schema<"PromptRecord"> }) {
    const pieces = useMemo(() => diffWords(former.text, latter.text), [former.text, latter.text]);
    if (keptShare(pieces) < mostlyNew)
        return (
            <div className="grid">
                {[former, latter].map((one) => (
                    <div key={one.prompt_version}>
                        <h3>{one.prompt_version}</h3>
                        <pre className="prose block">{one.text}</pre>
                    </div>
                ))}
            </div>
        );
    return (
        <pre className="prose block diff">
            {pieces.map((piece, index) =>
                piece.kind === "added" ? (
                    <ins key={index}>{piece.text}</ins>
                ) : piece.kind === "removed" ? (
                    <del key={index}>{piece.text}</del>
                ) : (
                    <Fragment key={index}>{piece.text}</Fragment>
                ),
            )}
        </pre>
    );
}
