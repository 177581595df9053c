import { Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { count, decimal, interval, money, percent, words } from "../Shared/format";
import { Moment } from "../Shared/Moment";
import { Mean, Rate } from "../Shared/Rate";
import { Tag, type Tone } from "../Shared/Tag";
import { ChangeActions } from "./ChangeActions";
import { MatchLinks, PatternEstimate } from "./Evidence";
import "./changes.css";

type Change = Schema<"AlgorithmChange">;

const tones: Record<Schema<"AlgorithmChangeStatus">, Tone> = {
    proposed: "warn",
    deferred: "plain",
    accepted: "info",
    validating: "info",
    rejected: "bad",
    kept: "good",
    rolled_back: "bad",
    modified: "good",
    withdrawn: "plain",
};

export const ChangeStatusTag = ({ status }: { status: Schema<"AlgorithmChangeStatus"> }) => <Tag tone={tones[status]}>{words(status)}</Tag>;

/** A proposal with its evidence, its validation and what can be done. */
export function ChangeCard({ change, isWhole = false }: { change: Change; isWhole?: boolean }) {
    return (
        <article className="change">
            <div className="row">
                {!isWhole && (
                    <h3 className="change-title">
                        <Link to="/algorithm-changes/$id" params={{ id: change.id }}>
                            {change.proposal}
                        </Link>
                    </h3>
                )}
                <ChangeStatusTag status={change.status} />
                <Tag tone={change.confidence === "high" ? "good" : "plain"}>{words(change.confidence)} confidence</Tag>
            </div>
            <p className="quiet">
                {change.description}. Seen in {change.evidence.length === 1 ? "one week" : `${change.evidence.length} weeks`}.
            </p>
            <PatternEstimate kind={change.kind} estimate={change.estimate} />
            {change.validation && <Validation of={change.validation} kind={change.kind} implementation={change.implementation} />}
            <ChangeActions change={change} />
        </article>
    );
}

function Validation({
    of,
    kind,
    implementation,
}: {
    of: Schema<"ValidationReport">;
    kind: Schema<"PatternKind">;
    implementation: Change["implementation"];
}) {
    const rows: [string, (window: Schema<"ValidationWindow">) => React.ReactNode][] = [
        ["Days", (window) => `${window.from} to ${window.through}`],
        ["Consent", (window) => <Rate of={window.consent} />],
        ["P&L per match", (window) => <Mean of={window.pnl_per_match} show={money} />],
        ["P&L", (window) => money(window.pnl)],
        ["The pattern", (window) => <PatternMean kind={kind} of={window.measure} />],
    ];
    return (
        <section className="block" aria-label="Validation">
            <div className="row">
                <strong>{of.is_complete ? "Validated" : "Validation runs"}</strong>
                {implementation && (
                    <span className="quiet">
                        {implementation.version_from} → {implementation.version_to}, since {implementation.implemented_on}
                    </span>
                )}
            </div>
            <div className="table-region" role="region" aria-label="Before and after" tabIndex={0}>
                <table className="compare">
                    <thead>
                        <tr>
                            <td />
                            <th scope="col">Before</th>
                            <th scope="col">After</th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows.map(([name, show]) => (
                            <tr key={name}>
                                <th scope="row">{name}</th>
                                <td>{show(of.before)}</td>
                                <td>{show(of.after)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            <p>
                {of.because}
                <span className="quiet">
                    {of.worse_consent !== null &&
                        ` One-sided p of a consent that is no lower than before: ${decimal(of.worse_consent, 3)}.`}
                    {of.worse_pnl !== null && ` Of a P&L per match that is no lower: ${decimal(of.worse_pnl, 3)}.`}
                </span>
            </p>
        </section>
    );
}

function PatternMean({ kind, of }: { kind: Schema<"PatternKind">; of: Schema<"Estimate"> }) {
    if (of.mean === null) return <span className="quiet">not seen (n {count(of.n)})</span>;
    const show = kind === "symbol_preference" || kind === "time_of_day" ? percent : (value: number) => value.toFixed(2);
    return (
        <span className="figure">
            {show(of.mean)}{" "}
            <span className="quiet">
                ({interval(of, show)}, n {count(of.n)})
            </span>
        </span>
    );
}

/** Who did what with a proposal, and its evidence by weeks. */
export function ChangeCourse({ change }: { change: Change }) {
    return (
        <div className="grid">
            <section className="card" aria-label="History">
                <h2>History</h2>
                <ol className="timeline">
                    {change.history.toReversed().map((step, index) => (
                        <li key={`${step.at} ${index}`}>
                            <ChangeStatusTag status={step.status} /> {step.what}
                            <div className="quiet">
                                <Moment at={step.at} /> · {step.by}
                            </div>
                        </li>
                    ))}
                </ol>
            </section>
            <section className="card" aria-label="Evidence by weeks">
                <h2>Evidence by weeks</h2>
                <ol className="timeline">
                    {change.evidence.toReversed().map((week) => (
                        <li key={week.week.monday}>
                            <Link
                                to="/weekly-summaries/$year/$week"
                                params={{ year: String(week.week.year), week: String(week.week.week) }}
                            >
                                {week.week.year}-W{String(week.week.week).padStart(2, "0")}
                            </Link>{" "}
                            <Tag tone={week.confidence === "high" ? "good" : "plain"}>{words(week.confidence)}</Tag>
                            <MatchLinks kind={change.kind} of={week.matches} />
                        </li>
                    ))}
                </ol>
            </section>
        </div>
    );
}
