import { getRouteApi, Link } from "@tanstack/react-router";
import { api, type Schema } from "../Shared/api";
import { Freshness } from "../Shared/Freshness";
import { count, decimal, words } from "../Shared/format";
import { PageHead, Tile } from "../Shared/Layout";
import { Day, Moment } from "../Shared/Moment";
import { Answer } from "../Shared/States";
import { Arms } from "./Arms";
import { Challengers } from "./Challengers";
import { ExperimentActions } from "./ExperimentActions";
import { ExperimentStatusTag } from "./ExperimentsPage";
import "./experiments.css";
import { LookResults } from "./LookResults";
import { Looks } from "./Looks";
import { PlanFacts } from "./PlanFacts";
import { Segments } from "./Segments";

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
    const { decision, blocked } = experiment;
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
            <Challengers of={challengers} champion={arms.find((arm) => arm.is_champion)?.version ?? ""} />
            <Arms of={arms} />
            <LookResults of={report.look_results} />
            <Looks experiment={experiment} />
            <Segments id={experiment.id} />
            <PlanFacts of={experiment} />
        </>
    );
}

function DaysLeft({ report: { expected_end, experiment } }: { report: Report }) {
    if (experiment.decision) return <>After {experiment.looks.length === 1 ? "1 look" : `${experiment.looks.length} looks`}</>;
    if (!expected_end) return <>Not known before the first answers</>;
    const days = Math.max(0, Math.ceil((Date.parse(expected_end) - Date.now()) / 86_400_000));
    return <>{days === 1 ? "1 day left" : `${days} days left`}</>;
}
