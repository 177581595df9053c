import type { Schema } from "../Shared/api";
import { words } from "../Shared/format";
import { Day, Moment } from "../Shared/Moment";
import { Money } from "../Shared/Money";
import { Tag, type Tone } from "../Shared/Tag";
import { compareMatch, legs } from "./compare";
import "./match.css";
import { contractName } from "./occ";
import { reasonName } from "./reasons";

const tones: Record<Schema<"MatchKind">, Tone> = {
    consent: "good",
    modify: "warn",
    reject: "bad",
    independent: "info",
    no_action: "plain",
};

export const MatchKindTag = ({ kind }: { kind: Schema<"MatchKind"> }) => <Tag tone={tones[kind]}>{words(kind)}</Tag>;

/** What was recommended beside what was executed, with the differences marked, and the outcome. */
export function MatchCard({ match }: { match: Schema<"MatchRecord"> }) {
    const fields = compareMatch(match);
    const { recommended, executed } = legs(match);
    const hasLegs = recommended.length > 1 || executed.length > 1;
    return (
        <div className="stack">
            <div className="row">
                <strong className="match-symbol">{match.symbol}</strong>
                <MatchKindTag kind={match.match_type} />
                {match.structure && match.structure !== "single_leg" && <Tag>{words(match.structure)}</Tag>}
                <span className="quiet">
                    <Day date={match.day} />
                    {match.score !== null && ` · score ${match.score}`}
                </span>
            </div>
            <div className="table-region" role="region" aria-label="Recommended and executed" tabIndex={0}>
                <table className="compare">
                    <caption className="visually-hidden">Recommended and executed, side by side</caption>
                    <thead>
                        <tr>
                            <td />
                            <th scope="col">Recommended</th>
                            <th scope="col">Executed</th>
                            <th scope="col">Difference</th>
                        </tr>
                    </thead>
                    <tbody>
                        {fields.map((field) => (
                            <tr key={field.name} className={field.difference ? "differs" : ""}>
                                <th scope="row">{field.name}</th>
                                <td>{field.recommended}</td>
                                <td>{field.executed}</td>
                                <td>
                                    {field.difference ?? (
                                        <span className="quiet">{field.recommended === field.executed ? "same" : ""}</span>
                                    )}
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {!match.executions.length && <p className="quiet">Nothing was executed within 48 hours.</p>}
            {!match.recommendation && <p className="quiet">No recommendation was sent for this order.</p>}
            {hasLegs && (
                <div className="legs">
                    <Legs title="Recommended legs" of={recommended} />
                    <Legs title="Executed legs" of={executed} />
                </div>
            )}
            <OutcomeLine match={match} />
            <ReviewLine match={match} />
            {match.history.length > 0 && (
                <details>
                    <summary>Revised {match.history.length === 1 ? "once" : `${match.history.length} times`}</summary>
                    <ul>
                        {match.history.map((former) => (
                            <li key={former.until}>
                                {words(former.match_type)} until <Moment at={former.until} />
                                {former.execution_id && <> with {former.execution_id}</>}
                            </li>
                        ))}
                    </ul>
                </details>
            )}
        </div>
    );
}

const Legs = ({ title, of }: { title: string; of: string[] }) => (
    <div>
        <h3>{title}</h3>
        <ul>
            {of.map((leg, index) => (
                <li key={`${index} ${leg}`}>{leg}</li>
            ))}
        </ul>
    </div>
);

function OutcomeLine({ match: { outcome, executions } }: { match: Schema<"MatchRecord"> }) {
    if (!outcome) return <p className="quiet">The outcome is not known yet.</p>;
    return (
        <p>
            {outcome.kind ? (
                <>
                    {words(outcome.kind)}, <Money value={outcome.pnl} currency={outcome.currency} />
                    {executions[0] && <span className="quiet"> on {contractName(executions[0].instrument)}</span>}.{" "}
                </>
            ) : (
                "Not executed. "
            )}
            {outcome.counterfactual_pnl !== null ? (
                <>
                    As recommended it would have made <Money value={outcome.counterfactual_pnl} currency={outcome.currency} />.
                </>
            ) : (
                <span className="quiet">What it would have made as recommended is not known: no prices.</span>
            )}
        </p>
    );
}

function ReviewLine({ match }: { match: Schema<"MatchRecord"> }) {
    const by = match.decided_by ? ` by ${match.decided_by}` : "";
    if (match.excluded_reason)
        return (
            <p className="notice">
                Excluded from learning{by}: {match.excluded_reason} <Moment at={match.updated_at} />
            </p>
        );
    if (!match.reason_code) return null;
    return (
        <p className="notice info">
            Reason given{by}: <strong>{reasonName(match.reason_code)}</strong>
            {match.reason_text && <> – “{match.reason_text}”</>} <Moment at={match.reviewed_at} />
        </p>
    );
}
