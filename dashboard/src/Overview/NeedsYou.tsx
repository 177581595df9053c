import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { api } from "../Shared/api";
import { Card } from "../Shared/Layout";
import { useAttention, type Waiting } from "./attention";

/** What waits for somebody, each with the way to it. */
export function NeedsYou() {
    const waiting = useAttention();
    const experiments = api.useQuery("get", "/api/admin/llm-ab-tests", { params: { query: { limit: 1 } } }, { refetchInterval: 60_000 });
    const stuck =
        experiments.data?.active.filter(
            (one) => one.experiment.blocked || one.sample_ratio.is_mismatch || one.experiment.status === "paused",
        ) ?? [];
    const items: { key: string; of: Waiting | undefined; one: string; many: string; link: (text: ReactNode) => ReactNode }[] = [
        {
            key: "matches",
            of: waiting.matches,
            one: "divergence without a reason",
            many: "divergences without a reason",
            link: (text) => <Link to="/recommendations/queue">{text}</Link>,
        },
        {
            key: "reviews",
            of: waiting.reviews,
            one: "week to review",
            many: "weeks to review",
            link: (text) => (
                <Link to="/weekly-summaries" search={{ status: "pending" }}>
                    {text}
                </Link>
            ),
        },
        {
            key: "changes",
            of: waiting.changes,
            one: "proposal to decide",
            many: "proposals to decide",
            link: (text) => (
                <Link to="/algorithm-changes" search={{ status: "proposed" }}>
                    {text}
                </Link>
            ),
        },
        {
            key: "alerts",
            of: waiting.alerts,
            one: "open alert",
            many: "open alerts",
            link: (text) => (
                <Link to="/alerts" search={{ open: true }}>
                    {text}
                </Link>
            ),
        },
        {
            key: "experiments",
            of: experiments.data && { count: stuck.length, text: String(stuck.length) },
            one: "experiment that can’t go on",
            many: "experiments that can’t go on",
            link: (text) => <Link to="/experiments">{text}</Link>,
        },
    ];
    const open = items.filter(({ of }) => of && of.count > 0);
    const isKnown = items.every(({ of }) => of);
    return (
        <Card title="Needs a person now">
            {open.length === 0 ? (
                <p className="quiet">{isKnown ? "Nothing." : "Loading …"}</p>
            ) : (
                <ul className="needs">
                    {open.map(({ key, of, one, many, link }) => (
                        <li key={key}>
                            {link(
                                <>
                                    <strong className="figure">{of!.text}</strong> {of!.count === 1 ? one : many}
                                </>,
                            )}
                        </li>
                    ))}
                </ul>
            )}
        </Card>
    );
}
