import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, meanColumns, momentColumn, rateColumns, textColumn } from "../Shared/columns";
import { DataTable, ListTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { money, words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { signals } from "../Shared/signals";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { ChampionCard, VersionLink } from "./ChampionCard";
import { origins } from "./search";
import { useAnalytics, usePrompts } from "./usePrompts";

const route = getRouteApi("/app/prompts");

interface Version extends Schema<"PromptRecord"> {
    figures: Schema<"PromptVersionFigures"> | undefined;
    standing: "champion" | "archived" | "in reserve" | "in experiment";
}

const columns: Column<Version>[] = [
    {
        id: "prompt_version",
        title: "Version",
        value: (one) => one.prompt_version,
        cell: (one) => <VersionLink version={one.prompt_version} />,
    },
    textColumn("signal", "Signal", (one) => one.signal ?? "all"),
    {
        id: "standing",
        title: "Standing",
        value: (one) => one.standing,
        cell: (one) => (
            <Tag tone={one.standing === "champion" ? "good" : one.standing === "in experiment" ? "info" : "plain"}>
                {words(one.standing)}
            </Tag>
        ),
    },
    textColumn("origin", "Origin", (one) => words(one.origin)),
    { id: "parent", title: "Parent", value: (one) => one.parent, cell: (one) => (one.parent ? <VersionLink version={one.parent} /> : "–") },
    ...rateColumns<Version>("positive", "Positive", (one) => one.figures?.positive_feedback),
    ...meanColumns<Version>("rating", "Stars", (one) => one.figures?.avg_rating),
    countColumn("explanations", "Explanations", (one) => one.figures?.total_explanations),
    {
        id: "cost_usd",
        title: "Cost each",
        kind: "number",
        value: (one) => (one.figures && one.figures.total_explanations > 0 ? one.figures.cost_usd / one.figures.total_explanations : null),
        cell: (one) =>
            money(one.figures && one.figures.total_explanations > 0 ? one.figures.cost_usd / one.figures.total_explanations : null),
    },
    textColumn("created_by", "By", (one) => one.created_by),
    momentColumn("created_at", "Created", (one) => one.created_at),
];

const generations: Column<Schema<"PromptGeneration">>[] = [
    momentColumn("at", "When", (one) => one.at, "at"),
    textColumn("signal", "Signal", (one) => one.signal),
    { id: "parent", title: "Parent", value: (one) => one.parent, cell: (one) => <VersionLink version={one.parent} /> },
    {
        id: "versions",
        title: "Versions",
        value: (one) => one.versions.join(" "),
        cell: (one) => (
            <span className="row">
                {one.versions.map((version) => (
                    <VersionLink key={version} version={version} />
                ))}
            </span>
        ),
    },
    textColumn("refusals", "Refused", (one) => one.refusals.join("; ") || null, "wrap"),
    textColumn("model", "Model", (one) => one.model),
    { id: "cost_usd", title: "Cost", kind: "number", value: (one) => one.cost_usd, cell: (one) => money(one.cost_usd) },
];

/** Which prompt explains each signal, every version there ever was, and how they were made. */
export function PromptsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const prompts = usePrompts();
    const analytics = useAnalytics();
    const made = useRows("/api/admin/prompts/generations", { signal: search.signal, sort: "-at" });
    const figures = useMemo(() => new Map(analytics.data?.by_prompt_version.map((one) => [one.prompt_version, one])), [analytics.data]);
    const versions = useMemo(
        () =>
            prompts.data?.versions
                .filter((one) => !search.signal || one.signal === search.signal || one.signal === null)
                .filter((one) => !search.origin || one.origin === search.origin)
                .map((one): Version => ({
                    ...one,
                    figures: figures.get(one.prompt_version),
                    standing: standingOf(one.prompt_version, prompts.data.signals),
                })) ?? [],
        [prompts.data, figures, search.signal, search.origin],
    );
    return (
        <>
            <PageHead title="Prompts" lead="The version that explains each signal, and how every version does. Figures of 90 days.">
                <Freshness at={prompts.dataUpdatedAt} every={60} />
            </PageHead>
            <Answer of={prompts}>
                {(data) => (
                    <>
                        {data.unanswered_calls.length > 0 && (
                            <p className="notice">
                                {data.unanswered_calls.length} questions to the model have no answer; at most{" "}
                                {money(data.unanswered_calls.reduce((sum, call) => sum + call.max_cost_usd, 0))} of the budget are set aside
                                for them.
                            </p>
                        )}
                        <div className="grid">
                            {data.signals
                                .filter((one) => !search.signal || one.signal === search.signal)
                                .map((one) => (
                                    <ChampionCard key={one.signal} of={one} figures={figures.get(one.champion)} />
                                ))}
                        </div>
                        <Filters>
                            <ChoiceFilter
                                label="Signal"
                                value={search.signal}
                                choices={signals}
                                name={(signal) => signal}
                                onChange={(signal) => set({ signal })}
                            />
                            <ChoiceFilter label="Origin" value={search.origin} choices={origins} onChange={(origin) => set({ origin })} />
                        </Filters>
                        <Card title="Versions" flush>
                            <DataTable
                                name="Prompt versions"
                                rows={versions}
                                columns={columns}
                                rowKey={(one) => one.prompt_version}
                                empty={<Empty title="No versions that these filters find" />}
                            />
                        </Card>
                    </>
                )}
            </Answer>
            <Card title="Generations" flush>
                <ListTable
                    name="Generations"
                    of={made}
                    columns={generations}
                    rowKey={(one) => one.id}
                    empty={<Empty title="No generations">The weekly cycle makes variants where a model is configured.</Empty>}
                />
            </Card>
        </>
    );
}

/** What a version is now. */
export function standingOf(version: string, champions: readonly Schema<"ChampionStatus">[]): Version["standing"] {
    if (champions.some((one) => one.champion === version)) return "champion";
    if (champions.some((one) => one.experiment?.split?.versions.includes(version))) return "in experiment";
    return champions.some((one) => one.archived.includes(version)) ? "archived" : "in reserve";
}
