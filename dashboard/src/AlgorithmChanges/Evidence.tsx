import { Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { count, decimal, interval, money, percent } from "../Shared/format";

type Kind = Schema<"PatternKind">;

const units: Record<Kind, { name: string; rest: string; show: (value: number) => string }> = {
    expiration_shift: { name: "Mean shift of the expiration", rest: "Other changes", show: (value) => `${decimal(value, 1)} days` },
    strike_shift: { name: "Mean shift of the strike", rest: "Other changes", show: (value) => money(value) },
    rejected_low_premium: {
        name: "Mean premium of what was rejected",
        rest: "Mean premium of what was not",
        show: (value) => money(value),
    },
    symbol_preference: { name: "Rejected of this symbol", rest: "Rejected of the others", show: (value) => percent(value) },
    time_of_day: { name: "Rejected at this time", rest: "Rejected at other times", show: (value) => percent(value) },
};

/** A pattern's estimate in its own unit, beside the rest. */
export function PatternEstimate({ kind, estimate, rest }: { kind: Kind; estimate: Schema<"Estimate">; rest?: Schema<"Estimate"> | null }) {
    const unit = units[kind];
    return (
        <dl className="facts">
            <dt>{unit.name}</dt>
            <dd>
                <Shown of={estimate} show={unit.show} />
            </dd>
            {rest && (
                <>
                    <dt>{unit.rest}</dt>
                    <dd>
                        <Shown of={rest} show={unit.show} />
                    </dd>
                </>
            )}
        </dl>
    );
}

function Shown({ of, show }: { of: Schema<"Estimate">; show: (value: number) => string }) {
    if (of.mean === null) return <span className="quiet">– (n {count(of.n)})</span>;
    return (
        <span className="figure">
            {show(of.mean)}{" "}
            <span className="quiet">
                ({interval(of, show)}, n {count(of.n)})
            </span>
        </span>
    );
}

/** The matches behind a pattern, each with its value. */
export function MatchLinks({ kind, of }: { kind: Kind; of: readonly Schema<"PatternMatch">[] }) {
    const { show } = units[kind];
    return (
        <details>
            <summary>{of.length === 1 ? "1 match" : `${count(of.length)} matches`} behind it</summary>
            <ol className="match-links">
                {of.map(({ match_id, value }, index) => (
                    <li key={match_id}>
                        <Link to="/recommendations/queue" search={{ match: match_id }}>
                            Match {index + 1}
                        </Link>{" "}
                        <span className="quiet figure">
                            {kind === "symbol_preference" || kind === "time_of_day"
                                ? value === 1
                                    ? "rejected"
                                    : "not rejected"
                                : show(value)}
                        </span>
                    </li>
                ))}
            </ol>
        </details>
    );
}
