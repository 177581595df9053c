import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { ChangeCard } from "../AlgorithmChanges/ChangeCard";
import { MatchLinks, PatternEstimate } from "../AlgorithmChanges/Evidence";
import { MatchKindTag } from "../Recommendations/MatchCard";
import { reasonName } from "../Recommendations/reasons";
import { api, changed, client, explain, request, type Schema } from "../Shared/api";
import { type Column, meanColumns, moneyColumn, rateColumns } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { Freshness } from "../Shared/Freshness";
import { count, day, interval, money, percent, words } from "../Shared/format";
import { Card, PageHead, Tile } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { tell } from "../Shared/Notices";
import { Answer, Empty, Failed, Loading } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { weekName } from "./weeks";
import { ReviewTag } from "./WeeksPage";

type Week = Schema<"WeeklySummaryRecord">;

const route = getRouteApi("/app/weekly-summaries/$year/$week");
const summaries = "/api/v1/strategies/learning/weekly-summaries";

/** One week to be worked through: numbers, patterns, proposals, note, reviewed, next. */
export function WeekPage() {
    const { year, week } = route.useParams();
    const { version } = route.useSearch();
    const query = api.useQuery(
        "get",
        `${summaries}/{year}/{week}`,
        { params: { path: { year: Number(year), week: Number(week) }, query: { version } } },
        { refetchInterval: 30_000 },
    );
    const title = weekName({ year: Number(year), week: Number(week) });
    return (
        <>
            <PageHead
                title={`Week ${title}`}
                lead={
                    <>
                        <Link to="/weekly-summaries">All weeks</Link>
                        {query.data && (
                            <>
                                {" "}
                                · {day(query.data.summary.week.monday)} to {day(query.data.summary.week.sunday)}, Pacific
                            </>
                        )}
                    </>
                }
            >
                {query.data && <ReviewTag review={query.data.review} />}
                <Versions of={query.data} />
                <Button variant="default" onClick={() => print()}>
                    Print
                </Button>
                <Freshness at={query.dataUpdatedAt} />
            </PageHead>
            <Answer of={query}>{(data) => <WeekView key={`${title} ${data.summary.version}`} record={data} />}</Answer>
        </>
    );
}

function Versions({ of }: { of: Week | undefined }) {
    const navigate = route.useNavigate();
    if (!of || of.latest_version === 1) return null;
    const versions = Array.from({ length: of.latest_version }, (_, index) => of.latest_version - index);
    return (
        <NativeSelect
            aria-label="Version of the summary"
            value={String(of.summary.version)}
            data={versions.map((version) => ({
                value: String(version),
                label: version === of.latest_version ? `Version ${version}, the latest` : `Version ${version}`,
            }))}
            onChange={(event) => {
                const chosen = Number(event.currentTarget.value);
                void navigate({ search: { version: chosen === of.latest_version ? undefined : chosen } });
            }}
        />
    );
}

function WeekView({ record }: { record: Week }) {
    const { summary } = record;
    const { figures } = summary;
    return (
        <>
            {!summary.is_complete && (
                <p className="notice">
                    Not everything is known yet{figures.open > 0 && `: ${figures.open} positions are open`}. The summary is made again when
                    later outcomes come in.
                </p>
            )}
            <div className="tiles">
                <RateTile label="Consent" of={figures.consent} />
                <RateTile label="Modified" of={figures.modify} />
                <RateTile label="Rejected" of={figures.reject} />
                <RateTile label="Independent" of={figures.independent} note="of orders" />
                <Tile label="P&L" note={figures.other_currencies.map((one) => money(one.amount, one.currency)).join(", ")}>
                    <span className={figures.pnl < 0 ? "bad" : ""}>{money(figures.pnl)}</span>
                </Tile>
                <Tile
                    label="Without a reason"
                    note={
                        figures.unreviewed > 0 ? (
                            <Link to="/recommendations/queue" search={{ from: summary.week.monday, to: summary.week.sunday }}>
                                Give reasons
                            </Link>
                        ) : (
                            "All explained"
                        )
                    }
                >
                    {count(figures.unreviewed)}
                </Tile>
            </div>
            <Card title="By kind" flush>
                <DataTable
                    name="Week by kind"
                    rows={figures.by_match_type}
                    columns={kinds}
                    rowKey={(one) => one.match_type}
                    empty={<Empty title="No matches" />}
                />
            </Card>
            <div className="grid">
                <Card title="Patterns">
                    {summary.patterns.length === 0 ? (
                        <Empty title="No patterns this week">A pattern needs at least three matches that agree.</Empty>
                    ) : (
                        summary.patterns.map((pattern) => (
                            <article key={pattern.key} className="change">
                                <div className="row">
                                    <h3 className="change-title">{pattern.description}</h3>
                                    <Tag tone={pattern.confidence === "high" ? "good" : "plain"}>
                                        {words(pattern.confidence)} confidence
                                    </Tag>
                                </div>
                                <PatternEstimate kind={pattern.kind} estimate={pattern.estimate} rest={pattern.rest} />
                                <MatchLinks kind={pattern.kind} of={pattern.matches} />
                            </article>
                        ))
                    )}
                </Card>
                <Card title="Proposals">
                    {summary.candidates.length === 0 ? (
                        <Empty title="No proposals this week" />
                    ) : (
                        <Proposals ids={summary.candidates.map((one) => one.id)} />
                    )}
                </Card>
            </div>
            <div className="grid">
                <Card title="Reasons given">
                    {figures.reasons.length === 0 ? (
                        <Empty title="No reasons given yet" />
                    ) : (
                        <dl className="facts">
                            {figures.reasons.map((one) => (
                                <div key={one.reason_code} style={{ display: "contents" }}>
                                    <dt>{reasonName(one.reason_code)}</dt>
                                    <dd>{count(one.count)}</dd>
                                </div>
                            ))}
                        </dl>
                    )}
                </Card>
                <Card title={summary.changes.length > 0 ? "Since the version before" : "As it was sent"}>
                    {summary.changes.length > 0 && (
                        <dl className="facts">
                            {summary.changes.map((change) => (
                                <div key={change.what} style={{ display: "contents" }}>
                                    <dt>{words(change.what)}</dt>
                                    <dd>
                                        <span className="quiet">{change.before || "–"}</span> → {change.after || "–"}
                                    </dd>
                                </div>
                            ))}
                        </dl>
                    )}
                    <details open={summary.changes.length === 0}>
                        <summary>The notification</summary>
                        <pre className="prose block">{summary.notification}</pre>
                    </details>
                </Card>
            </div>
            <Review record={record} />
        </>
    );
}

function RateTile({ label, of, note }: { label: string; of: Schema<"Proportion">; note?: string }) {
    return (
        <Tile label={label} note={`${interval(of)}, ${count(of.count)} of ${count(of.n)}${note ? ` ${note}` : ""}`}>
            {percent(of.rate)}
        </Tile>
    );
}

const kinds: Column<Schema<"KindPnl">>[] = [
    { id: "match_type", title: "Kind", value: (one) => one.match_type, cell: (one) => <MatchKindTag kind={one.match_type} /> },
    moneyColumn("pnl", "P&L", (one) => one.pnl),
    ...rateColumns<Schema<"KindPnl">>("wins", "Wins", (one) => one.wins),
    ...meanColumns<Schema<"KindPnl">>("per_match", "P&L per match", (one) => one.per_match, money),
    ...meanColumns<Schema<"KindPnl">>("counterfactual", "As recommended", (one) => one.counterfactual, money),
];

function Proposals({ ids }: { ids: readonly string[] }) {
    const queries = useQueries({
        queries: ids.map((id) => {
            const path = `/api/v1/strategies/learning/v4-candidates/${encodeURIComponent(id)}`;
            return { queryKey: ["get", path], queryFn: () => request<Schema<"AlgorithmChange">>("GET", path) };
        }),
    });
    return queries.map((query, index) =>
        query.data ? (
            <ChangeCard key={ids[index]} change={query.data} />
        ) : query.isError ? (
            <Failed key={ids[index]} error={query.error} onRetry={() => void query.refetch()} />
        ) : (
            <Loading key={ids[index]} />
        ),
    );
}

function Review({ record }: { record: Week }) {
    const mayDecide = useMay("decide");
    const navigate = route.useNavigate();
    const { summary, review } = record;
    const { week } = summary;
    const [notes, setNotes] = useState(review?.review_notes ?? "");
    const [isSending, setSending] = useState(false);
    const pending = useRows(summaries, { review_status: "pending", sort: "week" }, { largest: 100 });
    const others = pending.rows.filter((one) => one.summary.week.monday !== week.monday);
    const next = others.find((one) => one.summary.week.monday > week.monday) ?? others[0];

    async function save(status: Schema<"ReviewStatus">, goOn: boolean) {
        setSending(true);
        const { error } = await client.PATCH(`${summaries}/{year}/{week}/review`, {
            params: { path: { year: week.year, week: week.week } },
            body: { review_status: status, review_notes: notes },
        });
        setSending(false);
        if (error) return tell({ tone: "bad", title: "The review was not saved", message: explain(error) });
        tell({ tone: "good", title: `Week ${weekName(week)}: ${words(status).toLowerCase()}` });
        await changed(summaries);
        if (goOn && next)
            await navigate({
                to: "/weekly-summaries/$year/$week",
                params: { year: String(next.summary.week.year), week: String(next.summary.week.week) },
            });
    }

    return (
        <Card title="Review">
            {review && (
                <p className="quiet">
                    {words(review.review_status)} by {review.by}, <Moment at={review.at} />, version {review.version} of the summary
                    {review.version < record.latest_version && <span className="warn"> – newer figures came in since</span>}
                </p>
            )}
            {mayDecide ? (
                <div className="stack">
                    <Textarea
                        label="Note"
                        rows={3}
                        maxLength={2000}
                        value={notes}
                        onChange={(event) => setNotes(event.currentTarget.value)}
                    />
                    <div className="row no-print">
                        <Button loading={isSending} onClick={() => void save("reviewed", true)}>
                            {next ? `Reviewed, next: ${weekName(next.summary.week)}` : "Reviewed"}
                        </Button>
                        <Button variant="default" disabled={isSending} onClick={() => void save("actioned", false)}>
                            Actioned
                        </Button>
                        <Button variant="default" disabled={isSending} onClick={() => void save(review?.review_status ?? "pending", false)}>
                            Save the note only
                        </Button>
                    </div>
                </div>
            ) : (
                <p className="quiet">{review?.review_notes || "Reviewing needs the scope “decide”."}</p>
            )}
        </Card>
    );
}
