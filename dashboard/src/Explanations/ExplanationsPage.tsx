import { Button, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { VersionLink } from "../Prompts/ChampionCard";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, meanColumns, rateColumns } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { count, interval, money, percent } from "../Shared/format";
import { Card, PageHead, Tile } from "../Shared/Layout";
import { RateChart } from "../Shared/RateChart";
import { signals } from "../Shared/signals";
import { Answer, Empty } from "../Shared/States";

const route = getRouteApi("/app/explanations");

/** How the explanations of a ticker and signal do, and the way to one of them. */
export function ExplanationsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const { ticker, signal = "BUY" } = search;
    return (
        <>
            <PageHead title="Explanations" lead="What engines and the model said of signals, and what people say of that.">
                <OpenById />
            </PageHead>
            <Filters>
                <TextFilter label="Ticker" value={ticker} upper placeholder="AAPL" onChange={(value) => set({ ticker: value })} />
                <ChoiceFilter
                    label="Signal"
                    value={search.signal}
                    choices={signals.slice(1)}
                    all="BUY"
                    name={(one) => one}
                    onChange={(value) => set({ signal: value })}
                />
            </Filters>
            {ticker ? (
                <TickerSignal ticker={ticker} signal={signal} />
            ) : (
                <Card>
                    <Empty title="Name a ticker">Then its explanations are shown by day, prompt version and model.</Empty>
                </Card>
            )}
        </>
    );
}

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

function TickerSignal({ ticker, signal }: { ticker: string; signal: Schema<"SignalType"> }) {
    const query = api.useQuery(
        "get",
        "/api/signals/{ticker}/{signal}",
        { params: { path: { ticker, signal } } },
        { refetchInterval: 60_000 },
    );
    return (
        <Answer of={query}>
            {(data) => (
                <>
                    <div className="row">
                        <Freshness at={query.dataUpdatedAt} every={60} />
                    </div>
                    <div className="tiles">
                        <Tile label="Explanations" note={`${count(data.fallbacks)} fallbacks, ${count(data.cached)} from the cache`}>
                            {count(data.total_explanations)}
                        </Tile>
                        <Tile label="Positive" note={`${interval(data.positive_feedback)}, n ${count(data.positive_feedback.n)}`}>
                            {percent(data.positive_feedback.rate)}
                        </Tile>
                        <Tile label="Rated" note={`${interval(data.feedback_rate)}, n ${count(data.feedback_rate.n)}`}>
                            {percent(data.feedback_rate.rate)}
                        </Tile>
                        <Tile label="Cost">{money(data.cost_usd)}</Tile>
                    </div>
                    <Card title={`Positive ratings of ${signal} ${ticker} by day`}>
                        <RateChart label="Positive" points={data.daily.map((one) => ({ day: one.date, rate: one.positive_feedback }))} />
                    </Card>
                    <Card title="By prompt version" flush>
                        <DataTable
                            name="Prompt versions of the ticker"
                            rows={data.by_prompt_version}
                            columns={versions}
                            rowKey={(one) => one.prompt_version}
                            empty={<Empty title="No explanations" />}
                        />
                    </Card>
                </>
            )}
        </Answer>
    );
}

const versions: Column<Schema<"PromptVersionFigures">>[] = [
    {
        id: "prompt_version",
        title: "Version",
        value: (one) => one.prompt_version,
        cell: (one) => <VersionLink version={one.prompt_version} />,
    },
    ...rateColumns<Schema<"PromptVersionFigures">>("positive", "Positive", (one) => one.positive_feedback),
    ...meanColumns<Schema<"PromptVersionFigures">>("stars", "Stars", (one) => one.avg_rating),
    countColumn("explanations", "Explanations", (one) => one.total_explanations),
];
