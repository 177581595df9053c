import { Button, Checkbox, TextInput } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { VersionLink } from "../Prompts/ChampionCard";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { ChoiceFilter, DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { decimal, money, percent } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { signals } from "../Shared/signals";
import { Empty, Loading } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { ratings } from "./search";

type Explanation = Schema<"ExplanationItem">;

const route = getRouteApi("/app/explanations");
const stars = ["1", "2", "3", "4", "5"] as const;
const TickerSignal = lazy(() => import("./TickerSignal").then(({ TickerSignal }) => ({ default: TickerSignal })));

/** What engines and the model said of signals: found by what it is of, by what made it, and by what people say of it. */
export function ExplanationsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const { ticker, signal, version, model, rating, fallback, from, to, sort } = search;
    const rows = useRows("/api/explanations", {
        ticker,
        signal,
        prompt_version: version,
        model_used: model,
        rating,
        stars: search.stars,
        fallback,
        from,
        to,
        sort,
    });
    return (
        <>
            <PageHead title="Explanations" lead="What engines and the model said of signals, and what people say of that.">
                <OpenById />
            </PageHead>
            <Filters aside={<Freshness at={rows.readAt} />}>
                <TextFilter label="Ticker" value={ticker} upper placeholder="AAPL" onChange={(value) => set({ ticker: value })} />
                <ChoiceFilter
                    label="Signal"
                    value={signal}
                    choices={signals}
                    name={(one) => one}
                    onChange={(value) => set({ signal: value })}
                />
                <TextFilter label="Prompt version" value={version} placeholder="v1.0" onChange={(value) => set({ version: value })} />
                <TextFilter label="Model" value={model} onChange={(value) => set({ model: value })} />
                <ChoiceFilter label="Ratings" value={rating} choices={ratings} onChange={(value) => set({ rating: value })} />
                <ChoiceFilter
                    label="Stars given"
                    value={stars.find((one) => one === String(search.stars))}
                    choices={stars}
                    all="Any"
                    name={(one) => one}
                    onChange={(value) => set({ stars: value ? Number(value) : undefined })}
                />
                <DayFilter label="From" value={from} onChange={(value) => set({ from: value })} />
                <DayFilter label="To" value={to} onChange={(value) => set({ to: value })} />
                <Checkbox
                    label="Fallbacks only"
                    checked={fallback ?? false}
                    onChange={(event) => set({ fallback: event.currentTarget.checked || undefined })}
                />
            </Filters>
            {ticker && signal && (
                <Suspense fallback={<Loading />}>
                    <TickerSignal ticker={ticker} signal={signal} />
                </Suspense>
            )}
            <Card flush>
                <ListTable
                    name="Explanations"
                    of={rows}
                    columns={columns}
                    rowKey={(one) => one.explanation_id}
                    order={{ sort: sort ?? "-generated_at", onSort: (order) => set({ sort: order as typeof sort }) }}
                    empty={<Empty title="No explanations">Nothing was explained that fits these filters.</Empty>}
                />
            </Card>
        </>
    );
}

const columns: Column<Explanation>[] = [
    { ...momentColumn<Explanation>("generated_at", "Written", (one) => one.generated_at), sort: "generated_at" },
    {
        id: "ticker",
        title: "Signal",
        value: (one) => `${one.signal} ${one.ticker}`,
        cell: (one) => (
            <Link to="/explanations/$id" params={{ id: one.explanation_id }}>
                {one.signal} {one.ticker}
            </Link>
        ),
    },
    textColumn("explanation", "Text", (one) => one.explanation, "wrap"),
    {
        id: "positive",
        title: "Positive",
        kind: "number",
        value: (one) => one.positive_feedback.rate,
        cell: (one) => percent(one.positive_feedback.rate),
    },
    countColumn("votes", "n", (one) => one.positive_feedback.n),
    { id: "stars", title: "Stars", kind: "number", value: (one) => one.avg_rating.mean, cell: (one) => decimal(one.avg_rating.mean, 1) },
    {
        id: "prompt_version",
        title: "Version",
        value: (one) => one.prompt_version,
        cell: (one) => <VersionLink version={one.prompt_version} />,
    },
    textColumn("model_used", "Model", (one) => one.model_used),
    {
        id: "fallback",
        title: "Fallback",
        value: (one) => one.fallback_reason,
        cell: (one) => one.fallback && <Tag tone="warn">{one.fallback_reason ?? "fallback"}</Tag>,
    },
    { id: "cost_usd", title: "Cost", kind: "number", value: (one) => one.cost_usd, cell: (one) => money(one.cost_usd) },
];

function OpenById() {
    const navigate = route.useNavigate();
    const [id, setId] = useState("");
    return (
        <form
            className="row"
            onSubmit={(event: FormEvent) => {
                event.preventDefault();
                if (id.trim()) void navigate({ to: "/explanations/$id", params: { id: id.trim() } });
            }}
        >
            <TextInput
                aria-label="Id of an explanation"
                placeholder="Id of an explanation"
                value={id}
                onChange={(event) => setId(event.currentTarget.value)}
                w={250}
            />
            <Button type="submit" variant="default">
                Open
            </Button>
        </form>
    );
}
