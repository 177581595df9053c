import { getRouteApi } from "@tanstack/react-router";
import { api } from "../Shared/api";
import { Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { decimal } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { InsightEvidence } from "./InsightCard";
import { InsightTabs } from "./InsightTabs";

const route = getRouteApi("/app/insights/relevant");

/** What an engine would be told before a trade in the conditions given. */
export function RelevantPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const isAsked = Object.values(search).some((value) => value !== undefined);
    const served = api.useQuery(
        "get",
        "/api/learning/relevant",
        {
            params: {
                query: {
                    setup_type: search.setup,
                    market_phase: search.phase,
                    symbol: search.symbol,
                    timeframe: search.timeframe,
                    hour: search.hour,
                    limit: 20,
                },
            },
        },
        { enabled: isAsked },
    );
    return (
        <>
            <PageHead title="Insights" lead="What an engine would be told before a trade in these conditions, in this order.">
                {isAsked && <Freshness at={served.dataUpdatedAt} every={60} />}
            </PageHead>
            <InsightTabs />
            <Filters>
                <TextFilter label="Setup" value={search.setup} placeholder="pullback" onChange={(setup) => set({ setup })} />
                <TextFilter label="Phase" value={search.phase} placeholder="range" onChange={(phase) => set({ phase })} />
                <TextFilter label="Symbol" value={search.symbol} placeholder="BTC/USD" onChange={(symbol) => set({ symbol })} />
                <TextFilter label="Timeframe" value={search.timeframe} placeholder="5m" onChange={(timeframe) => set({ timeframe })} />
                <TextFilter
                    label="Hour, UTC"
                    value={search.hour === undefined ? undefined : String(search.hour)}
                    placeholder="14"
                    onChange={(hour) => set({ hour: hour !== undefined && /^\d+$/.test(hour) ? Number(hour) : undefined })}
                />
            </Filters>
            {!isAsked ? (
                <Card>
                    <Empty title="Name at least one condition" />
                </Card>
            ) : (
                <Answer of={served}>
                    {(data) =>
                        data.length === 0 ? (
                            <Card>
                                <Empty title="Nothing would be served">
                                    No insight of enough confidence says anything about these conditions.
                                </Empty>
                            </Card>
                        ) : (
                            <div className="stack">
                                {data.map((one, index) => (
                                    <Card
                                        key={one.id}
                                        title={`${index + 1}. ${one.insight}`}
                                        actions={<Tag tone="info">Relevance {decimal(one.relevance)}</Tag>}
                                    >
                                        <InsightEvidence of={one} />
                                    </Card>
                                ))}
                            </div>
                        )
                    }
                </Answer>
            )}
        </>
    );
}
