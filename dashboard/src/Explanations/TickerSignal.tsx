import { VersionLink } from "../Prompts/ChampionCard";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, meanColumns, rateColumns } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { count, interval, money, percent } from "../Shared/format";
import { Card, Tile } from "../Shared/Layout";
import { RateChart } from "../Shared/RateChart";
import { Answer, Empty } from "../Shared/States";

/** How the explanations of a ticker and signal do. */
export function TickerSignal({ ticker, signal }: { ticker: string; signal: Schema<"SignalType"> }) {
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
