import { Button, NativeSelect } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { useMay } from "../Access/session";
import { VersionLink } from "../Prompts/ChampionCard";
import { api, client, type Schema } from "../Shared/api";
import { type Column, countColumn, meanColumns, rateColumns, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { count, decimal, money, percent, points, words } from "../Shared/format";
import { done } from "../Shared/done";
import { Card, Facts, PageHead, Tile } from "../Shared/Layout";
import { Day, Moment } from "../Shared/Moment";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { ExperimentStatusTag } from "./ExperimentsPage";
import "./experiments.css";
import { ForestPlot } from "./ForestPlot";
import { LookResults } from "./LookResults";
import { parts } from "./search";

type Report = Schema<"ExperimentReport">;

const route = getRouteApi("/app/experiments/$id");
const path = "/api/admin/llm-ab-tests";

/** The answers that count by now, of all arms. */
export const answersOf = (report: Report): number => report.arms.reduce((sum, arm) => sum + arm.counted.answers, 0);

/** One experiment: what the arms do, how sure that is, how long it takes, and what can be done. */
export function ExperimentPage() {
    const { id } = route.useParams();
    const query = api.useQuery("get", `${path}/{id}`, { params: { path: { id } } }, { refetchInterval: 60_000 });
    return (
        <>
            <PageHead title={`Experiment ${id}`} lead={<Link to="/experiments">All experiments</Link>}>
                {query.data && <ExperimentStatusTag experiment={query.data.experiment} />}
                {query.data && <ExperimentActions report={query.data} />}
                <Freshness at={query.dataUpdatedAt} every={60} />
            </PageHead>
            <Answer of={query}>{(report) => <ExperimentView report={report} />}</Answer>
        </>
    );
}

function ExperimentView({ report }: { report: Report }) {
    const { experiment, arms, challengers } = report;
    const { plan, decision, blocked } = experiment;
    const needed = experiment.required_per_arm * arms.length;
    const answers = answersOf(report);
    return (
        <>
            {decision && (
                <p className="notice info">
                    {words(decision.kind)}
                    {decision.winner && <>: {decision.winner}</>} by {decision.by}, <Moment at={decision.at} />. {decision.reason}
                </p>
            )}
            {blocked && <p className="notice bad">Nothing is promoted: {blocked.reason}</p>}
            <div className="tiles">
                <Tile label="Answers that count" note={`of ${count(needed)} needed`}>
                    {count(answers)}
                </Tile>
                {!decision && (
                    <Tile label="Answers to come" note={`${count(experiment.required_per_arm)} per arm are needed`}>
                        {count(Math.max(0, needed - answers))}
                    </Tile>
                )}
                <Tile label={decision ? "Ended" : "Expected end"} note={<DaysLeft report={report} />}>
                    <Day date={report.expected_end ?? decision?.at} />
                </Tile>
                <Tile label="Sample ratio" note={`p ${decimal(report.sample_ratio.p_value, 3)}`}>
                    {report.sample_ratio.is_mismatch ? <span className="bad">Mismatch</span> : <span className="good">As planned</span>}
                </Tile>
                {report.omnibus && (
                    <Tile
                        label="Are the arms alike?"
                        note={`χ² ${decimal(report.omnibus.chi_squared, 1)}, p ${report.omnibus.p_value.toExponential(1)}`}
                    >
                        V {decimal(report.omnibus.cramers_v_corrected, 3)}
                    </Tile>
                )}
            </div>
            <Card title={`Against the champion ${arms.find((arm) => arm.is_champion)?.version ?? ""}`}>
                <ForestPlot
                    label="Differences against the champion"
                    effects={challengers.map((one) => ({
                        name: one.version,
                        difference: one.difference,
                        lower: one.lower,
                        upper: one.upper,
                        tone: one.is_better ? "good" : one.upper !== null && one.upper < 0 ? "bad" : "plain",
                    }))}
                />
                <DataTable
                    name="Challengers"
                    rows={challengers}
                    columns={comparisons}
                    rowKey={(one) => one.version}
                    empty={<Empty title="No challengers" />}
                />
            </Card>
            <Card title="Boundary at this look">
                <Boundaries challengers={challengers} />
            </Card>
            <Card title="Arms" flush>
                <DataTable name="Arms" rows={arms} columns={armColumns} rowKey={(arm) => arm.version} empty={<Empty title="No arms" />} />
            </Card>
            <LookResults of={report.look_results} />
            <Looks experiment={experiment} />
            <Segments id={experiment.id} />
            <Card title="Plan">
                <Facts
                    of={[
                        ["Signal", plan.signal],
                        ["Metric", words(plan.metric)],
                        ["Rule", words(plan.rule)],
                        ["Level", decimal(experiment.level, 3)],
                        ["Smallest effect looked for", points(plan.minimum_detectable_effect)],
                        ["Effect that can be found", points(experiment.detectable_effect)],
                        ["Power", percent(plan.power)],
                        ["Base line", percent(experiment.base_line)],
                        [
                            "Explanations required",
                            experiment.required_explanations === null ? "–" : count(experiment.required_explanations),
                        ],
                        [
                            "Duration",
                            `${plan.min_duration_days} to ${plan.max_duration_days ?? "–"} days, votes ${plan.vote_window_days} days each`,
                        ],
                        [
                            "Guardrails",
                            `cost ≤ ${decimal(plan.guardrails.cost_ratio, 1)}×, latency ≤ ${decimal(plan.guardrails.latency_ratio, 1)}×, fallbacks ≤ +${percent(plan.guardrails.fallback_rate_increase)}, rated ≥ ${decimal(plan.guardrails.feedback_rate_ratio, 1)}×`,
                        ],
                        [
                            "Started",
                            <Fragment key="s">
                                <Moment at={experiment.started_at} /> by {plan.started_by}
                            </Fragment>,
                        ],
                    ]}
                />
            </Card>
        </>
    );
}

function DaysLeft({ report: { expected_end, experiment } }: { report: Report }) {
    if (experiment.decision) return <>After {experiment.looks.length === 1 ? "1 look" : `${experiment.looks.length} looks`}</>;
    if (!expected_end) return <>Not known before the first answers</>;
    const days = Math.max(0, Math.ceil((Date.parse(expected_end) - Date.now()) / 86_400_000));
    return <>{days === 1 ? "1 day left" : `${days} days left`}</>;
}

const comparisons: Column<Schema<"Comparison">>[] = [
    { id: "version", title: "Version", value: (one) => one.version, cell: (one) => <VersionLink version={one.version} /> },
    { id: "difference", title: "Difference", kind: "number", value: (one) => one.difference, cell: (one) => points(one.difference) },
    {
        id: "interval",
        title: "95 % interval",
        kind: "number",
        value: (one) => one.lower,
        cell: (one) => <span className="quiet">{one.lower === null ? "–" : `${points(one.lower)} to ${points(one.upper)}`}</span>,
    },
    { id: "z", title: "z", kind: "number", value: (one) => one.z, cell: (one) => decimal(one.z) },
    { id: "boundary", title: "Boundary", kind: "number", value: (one) => one.boundary, cell: (one) => decimal(one.boundary) },
    {
        id: "adjusted_p_value",
        title: "p, adjusted",
        kind: "number",
        value: (one) => one.adjusted_p_value,
        cell: (one) => decimal(one.adjusted_p_value, 4),
    },
    {
        id: "chance_to_win",
        title: "Chance to win",
        kind: "number",
        value: (one) => one.chance_to_win,
        cell: (one) => percent(one.chance_to_win),
    },
    {
        id: "expected_loss",
        title: "Expected loss",
        kind: "number",
        value: (one) => one.expected_loss,
        cell: (one) => points(one.expected_loss),
    },
    countColumn("looks", "Looks", (one) => one.looks),
    textColumn("verdict", "Verdict", (one) => (one.is_confirmed ? "Better, confirmed" : one.is_better ? "Better" : "Not decided")),
];

const armColumns: Column<Schema<"ArmReport">>[] = [
    { id: "version", title: "Version", value: (arm) => arm.version, cell: (arm) => <VersionLink version={arm.version} /> },
    {
        id: "role",
        title: "Role",
        value: (arm) => (arm.is_champion ? "champion" : arm.is_dropped ? "dropped" : "challenger"),
        cell: (arm) =>
            arm.is_champion ? <Tag tone="good">Champion</Tag> : arm.is_dropped ? <Tag tone="bad">Dropped</Tag> : <Tag>Challenger</Tag>,
    },
    { id: "share", title: "Traffic", kind: "number", value: (arm) => arm.share, cell: (arm) => percent(arm.share) },
    countColumn("explanations", "Explanations", (arm) => arm.summary.total_explanations),
    ...rateColumns<Schema<"ArmReport">>("positive", "Positive votes", (arm) => arm.summary.positive_feedback),
    {
        id: "counted",
        title: "Positive, that count",
        kind: "number",
        value: (arm) => arm.counted.positive_share,
        cell: (arm) => percent(arm.counted.positive_share),
    },
    countColumn("answers", "Answers that count", (arm) => arm.counted.answers),
    ...meanColumns<Schema<"ArmReport">>("stars", "Stars", (arm) => arm.summary.avg_rating),
    {
        id: "cost",
        title: "Cost each",
        kind: "number",
        value: (arm) => arm.cost_per_explanation_usd,
        cell: (arm) => money(arm.cost_per_explanation_usd),
    },
    {
        id: "latency",
        title: "Latency, ms",
        kind: "number",
        value: (arm) => arm.summary.latency_ms,
        cell: (arm) => decimal(arm.summary.latency_ms, 0),
    },
    countColumn("fallbacks", "Fallbacks", (arm) => arm.summary.fallbacks),
    textColumn("violations", "Guardrails", (arm) => arm.violations.join("; ") || "kept", "wrap"),
];

/** How far each challenger is from the boundary that its z has to cross at this information. */
function Boundaries({ challengers }: { challengers: readonly Schema<"Comparison">[] }) {
    const known = challengers.filter((one) => one.boundary !== null);
    if (known.length === 0)
        return <p className="quiet">No look yet. The first is on the next Monday at 02:00 UTC with answers that count.</p>;
    const reach = Math.max(...known.flatMap((one) => [one.boundary!, one.z])) * 1.1;
    return (
        <div className="boundary">
            {known.map((one) => (
                <Fragment key={one.version}>
                    <strong>{one.version}</strong>
                    <div className="track" role="img" aria-label={`z ${decimal(one.z)} of ${decimal(one.boundary)}`}>
                        <div
                            className={one.z >= one.boundary! ? "fill over" : "fill"}
                            style={{ width: percent(Math.max(0, one.z / reach)) }}
                        />
                        <div className="limit" style={{ left: percent(one.boundary! / reach) }} />
                    </div>
                    <span className="quiet figure">
                        z {decimal(one.z)} of {decimal(one.boundary)}, {percent(one.information_fraction)} of the information
                    </span>
                </Fragment>
            ))}
        </div>
    );
}

interface LookRow {
    look: Schema<"Look">;
    arm: Schema<"ArmFigures">;
}

const lookColumns: Column<LookRow>[] = [
    { id: "at", title: "Look", value: ({ look }) => look.at, cell: ({ look }) => <Moment at={look.at} /> },
    textColumn("through", "Through", ({ look }) => look.through),
    textColumn("version", "Version", ({ arm }) => arm.version),
    countColumn("explanations", "Explanations", ({ arm }) => arm.explanations),
    countColumn("votes", "Votes", ({ arm }) => arm.votes),
    {
        id: "positive",
        title: "Positive votes",
        kind: "number",
        value: ({ arm }) => (arm.votes > 0 ? arm.positive / arm.votes : null),
        cell: ({ arm }) => percent(arm.votes > 0 ? arm.positive / arm.votes : null),
    },
    countColumn("answers", "Answers that count", ({ arm }) => arm.observed?.answers),
    {
        id: "counted",
        title: "Positive, that count",
        kind: "number",
        value: ({ arm }) => (arm.observed && arm.observed.answers > 0 ? arm.observed.share_sum / arm.observed.answers : null),
        cell: ({ arm }) => percent(arm.observed && arm.observed.answers > 0 ? arm.observed.share_sum / arm.observed.answers : null),
    },
];

function Looks({ experiment }: { experiment: Schema<"Experiment"> }) {
    const rows = experiment.looks.toReversed().flatMap((look) => look.arms.map((arm) => ({ look, arm })));
    return (
        <Card title="Figures at each look" flush>
            <DataTable
                name="Looks"
                rows={rows}
                columns={lookColumns}
                rowKey={({ look, arm }) => `${look.occurrence} ${arm.version}`}
                empty={<Empty title="No look yet">Each Monday at 02:00 UTC the figures are looked at once.</Empty>}
            />
        </Card>
    );
}

const partColumns: Column<Schema<"PartComparison">>[] = [
    textColumn("part", "Part", (one) => one.part),
    textColumn("version", "Version", (one) => one.version),
    { id: "difference", title: "Difference", kind: "number", value: (one) => one.difference, cell: (one) => points(one.difference) },
    {
        id: "interval",
        title: "95 % interval",
        kind: "number",
        value: (one) => one.lower,
        cell: (one) => <span className="quiet">{`${points(one.lower)} to ${points(one.upper)}`}</span>,
    },
    countColumn("answers", "n", (one) => one.answers),
    countColumn("champion_answers", "n of the champion", (one) => one.champion_answers),
    { id: "q_value", title: "q", kind: "number", value: (one) => one.q_value, cell: (one) => decimal(one.q_value, 3) },
    {
        id: "chance_to_win",
        title: "Chance to win",
        kind: "number",
        value: (one) => one.chance_to_win,
        cell: (one) => percent(one.chance_to_win),
    },
];

function Segments({ id }: { id: string }) {
    const { by = "ticker" } = route.useSearch();
    const navigate = route.useNavigate();
    const query = api.useQuery("get", `${path}/{id}/breakdown`, { params: { path: { id }, query: { by } } });
    return (
        <Card title="Segments" flush>
            <div style={{ padding: "8px 16px" }}>
                <Filters>
                    <ChoiceFilter
                        label="By"
                        value={by === "ticker" ? undefined : by}
                        choices={parts.slice(1)}
                        all="Ticker"
                        onChange={(chosen) => void navigate({ search: { by: chosen }, replace: true, resetScroll: false })}
                    />
                </Filters>
            </div>
            <Answer of={query}>
                {(data) => (
                    <DataTable
                        name="Segments"
                        rows={data.comparisons}
                        columns={partColumns}
                        rowKey={(one) => `${one.part} ${one.version}`}
                        empty={<Empty title="No segment has enough answers" />}
                    />
                )}
            </Answer>
        </Card>
    );
}

/** Promote, stop, pause, go on, roll back: what the experiment's state allows. */
function ExperimentActions({ report }: { report: Report }) {
    const mayDecide = useMay("decide");
    const { experiment } = report;
    const [dialog, setDialog] = useState<"promote" | "stop" | "pause" | "resume" | "rollback" | null>(null);
    const challengers = report.arms.filter((arm) => !arm.is_champion);
    const champion = report.arms.find((arm) => arm.is_champion)?.version ?? "the champion";
    const [version, setVersion] = useState(report.winner_candidate ?? challengers[0]?.version ?? "");
    if (!mayDecide) return null;
    const at = { params: { path: { id: experiment.id } } };
    const paths = [path, "/api/admin/prompts"];
    const isOpen = experiment.status !== "ended";
    const wasPromoted = experiment.decision?.kind === "promoted" || experiment.decision?.kind === "promoted_manually";
    const close = () => setDialog(null);
    return (
        <>
            {isOpen && <Button onClick={() => setDialog("promote")}>Promote</Button>}
            {experiment.status === "running" && (
                <Button variant="default" onClick={() => setDialog("pause")}>
                    Pause
                </Button>
            )}
            {experiment.status === "paused" && (
                <Button variant="default" onClick={() => setDialog("resume")}>
                    Resume
                </Button>
            )}
            {isOpen && (
                <Button variant="default" className="danger" onClick={() => setDialog("stop")}>
                    Stop
                </Button>
            )}
            {wasPromoted && (
                <Button variant="default" className="danger" onClick={() => setDialog("rollback")}>
                    Roll back
                </Button>
            )}
            {dialog === "promote" && (
                <ReasonDialog
                    title={`Promote a version of ${experiment.id}`}
                    consequence={
                        <>
                            <p>
                                The experiment ends, and <strong>{version}</strong> becomes the champion of {experiment.plan.signal} instead
                                of {champion}. A share of the traffic stays on {champion} until the promotion is confirmed or taken back.
                            </p>
                            {report.winner_candidate !== version && (
                                <p className="notice">The figures do not support this: no boundary is crossed by {version}.</p>
                            )}
                        </>
                    }
                    confirm={`Promote ${version}`}
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/promote`, { ...at, body: { version, reason } }), ...paths)}
                    onClose={close}
                >
                    <NativeSelect
                        label="Version"
                        value={version}
                        data={challengers.map((arm) => arm.version)}
                        onChange={(event) => setVersion(event.currentTarget.value)}
                    />
                </ReasonDialog>
            )}
            {dialog === "stop" && (
                <ReasonDialog
                    title={`Stop ${experiment.id}`}
                    consequence={`The experiment ends without a winner; ${champion} stays the champion and gets all traffic. It can't be started again.`}
                    confirm="Stop the experiment"
                    isDangerous
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/stop`, { ...at, body: { reason } }), ...paths)}
                    onClose={close}
                />
            )}
            {dialog === "pause" && (
                <ReasonDialog
                    title={`Pause ${experiment.id}`}
                    consequence={`${champion} gets all traffic until it is resumed. Nothing that is paused is promoted.`}
                    confirm="Pause"
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/pause`, { ...at, body: { reason } }), ...paths)}
                    onClose={close}
                />
            )}
            {dialog === "resume" && (
                <ReasonDialog
                    title={`Resume ${experiment.id}`}
                    consequence="The arms get their shares of the traffic again."
                    confirm="Resume"
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/resume`, { ...at, body: { reason } }), ...paths)}
                    onClose={close}
                />
            )}
            {dialog === "rollback" && (
                <ReasonDialog
                    title={`Roll back ${experiment.id}`}
                    consequence={`The promotion of ${experiment.decision?.winner ?? "its winner"} is taken back: ${champion} is the champion of ${experiment.plan.signal} again, at once.`}
                    confirm="Roll back"
                    isDangerous
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/rollback`, { ...at, body: { reason } }), ...paths)}
                    onClose={close}
                />
            )}
        </>
    );
}
