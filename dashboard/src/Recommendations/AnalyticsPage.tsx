import { getRouteApi } from "@tanstack/react-router";
import { api, type Schema } from "../Shared/api";
import { type Column, meanColumns, moneyColumn, rateColumns, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { count, decimal, interval, money, percent, words } from "../Shared/format";
import { Card, PageHead, Tile } from "../Shared/Layout";
import { RateChart } from "../Shared/RateChart";
import { Answer, Empty } from "../Shared/States";
import { DeskTabs } from "./DeskTabs";
import { MatchKindTag } from "./MatchCard";
import { reasonName } from "./reasons";

const route = getRouteApi("/app/recommendations/analytics");
const periods = ["30", "90", "180", "365", "730"] as const;

const kinds: Column<Schema<"KindPnl">>[] = [
    { id: "match_type", title: "Kind", value: (one) => one.match_type, cell: (one) => <MatchKindTag kind={one.match_type} /> },
    moneyColumn("pnl", "P&L", (one) => one.pnl),
    ...rateColumns<Schema<"KindPnl">>("wins", "Wins", (one) => one.wins),
    ...meanColumns<Schema<"KindPnl">>("per_match", "P&L per match", (one) => one.per_match, money),
    ...meanColumns<Schema<"KindPnl">>("forgone", "Forgone per match", (one) => one.forgone, money),
];
const versions: Column<Schema<"VersionAccuracy">>[] = [
    textColumn("algorithm_version", "Algorithm", (one) => one.algorithm_version),
    ...rateColumns<Schema<"VersionAccuracy">>("consent", "Followed", (one) => one.consent),
    ...rateColumns<Schema<"VersionAccuracy">>("wins", "Wins when followed", (one) => one.followed.wins),
    moneyColumn("pnl", "P&L when followed", (one) => one.followed.pnl),
];
const modifications: Column<Schema<"Modification">>[] = [
    textColumn("kind", "Change", (one) => words(one.kind)),
    ...rateColumns<Schema<"Modification">>("share", "Share of modified", (one) => one.share),
    ...meanColumns<Schema<"Modification">>(
        "shift",
        "Mean shift",
        (one) => one.shift,
        (value) => decimal(value, 1),
    ),
    ...meanColumns<Schema<"Modification">>("forgone", "Forgone per match", (one) => one.forgone, money),
    textColumn("symbols", "Symbols", (one) => one.symbols.join(", "), "wrap"),
];

/** How often traders diverge, why, and whether it paid. */
export function AnalyticsPage() {
    const { days = 90 } = route.useSearch();
    const navigate = route.useNavigate();
    const query = { params: { query: { days } } };
    const divergence = api.useQuery("get", "/api/v1/strategies/learning/analytics/divergence-rate", query, { refetchInterval: 60_000 });
    const accuracy = api.useQuery("get", "/api/v1/strategies/learning/analytics/algorithm-accuracy", query);
    const top = api.useQuery("get", "/api/v1/strategies/learning/analytics/top-modifications", query);
    return (
        <>
            <PageHead title="Desk" lead="How often traders diverge, why, and whether it paid.">
                <Freshness at={divergence.dataUpdatedAt} every={60} />
            </PageHead>
            <DeskTabs />
            <Filters>
                <ChoiceFilter
                    label="Period"
                    value={periods.find((period) => period === String(days))}
                    choices={periods}
                    all={`${days} days`}
                    name={(period) => `${period} days`}
                    onChange={(period) => void navigate({ search: { days: period ? Number(period) : undefined } })}
                />
            </Filters>
            <Answer of={divergence}>
                {(data) => (
                    <>
                        <div className="tiles">
                            <Tile label="Divergence" note={`${interval(data.rate)}, n ${count(data.rate.n)}`}>
                                {percent(data.rate.rate)}
                            </Tile>
                            <Tile label="Modified" note={`${interval(data.modified)}, n ${count(data.modified.n)}`}>
                                {percent(data.modified.rate)}
                            </Tile>
                            <Tile label="Rejected" note={`${interval(data.rejected)}, n ${count(data.rejected.n)}`}>
                                {percent(data.rejected.rate)}
                            </Tile>
                            <Tile label="Independent orders">{count(data.independent)}</Tile>
                        </div>
                        <div className="grid">
                            <Card title="Divergence by week">
                                <RateChart label="Divergence" points={data.weeks.map(({ week, rate }) => ({ day: week.monday, rate }))} />
                            </Card>
                            <Card title="Reasons" flush>
                                <DataTable
                                    name="Reasons"
                                    rows={data.reasons}
                                    columns={reasonColumns}
                                    rowKey={(one) => String(one.reason_code)}
                                    empty={<Empty title="No reasons given yet" />}
                                />
                            </Card>
                        </div>
                    </>
                )}
            </Answer>
            <Card title="Did it pay?" flush>
                <Answer of={accuracy}>
                    {(data) => (
                        <DataTable
                            name="Accuracy by kind"
                            rows={[data.followed, data.modified, data.rejected, data.independent]}
                            columns={kinds}
                            rowKey={(one) => one.match_type}
                            empty={<Empty title="No matches" />}
                        />
                    )}
                </Answer>
            </Card>
            <Card title="By version of the algorithm" flush>
                <Answer of={accuracy}>
                    {(data) => (
                        <DataTable
                            name="Accuracy by version"
                            rows={data.versions}
                            columns={versions}
                            rowKey={(one) => one.algorithm_version}
                            empty={<Empty title="No versions" />}
                        />
                    )}
                </Answer>
            </Card>
            <Card title="What is changed most" flush>
                <Answer of={top}>
                    {(data) => (
                        <DataTable
                            name="Modifications"
                            rows={data.modifications}
                            columns={modifications}
                            rowKey={(one) => one.kind}
                            empty={<Empty title="No modifications" />}
                        />
                    )}
                </Answer>
            </Card>
        </>
    );
}

const reasonColumns: Column<Schema<"ReasonCount">>[] = [
    textColumn("reason_code", "Reason", (one) => reasonName(one.reason_code)),
    { id: "count", title: "Matches", kind: "number", value: (one) => one.count, cell: (one) => count(one.count) },
];
