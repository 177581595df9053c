import type { Schema } from "../Shared/api";
import { MatchKindTag } from "./MatchCard";

type Match = Schema<"MatchRecord">;

const most = 200;

/** The matches that wait for a reason, to choose one from. */
export function WaitingList(props: { of: readonly Match[]; hasMore: boolean; current: Match; onShow: (match: Match) => void }) {
    return (
        <section className="card flush" aria-label="Waiting">
            <h2 className="row">
                Waiting
                <span className="quiet">
                    {props.of.length}
                    {props.hasMore ? "+" : ""}
                </span>
            </h2>
            <ol className="queue-list">
                {props.of.slice(0, most).map((match) => (
                    <li key={match.id}>
                        <button
                            type="button"
                            className="queue-item"
                            aria-current={match.id === props.current.id}
                            onClick={() => props.onShow(match)}
                        >
                            <strong>{match.symbol}</strong>
                            <MatchKindTag kind={match.match_type} />
                            <span className="quiet figure">{match.day}</span>
                            <span className="quiet figure">{differenceOf(match)}</span>
                        </button>
                    </li>
                ))}
            </ol>
        </section>
    );
}

function differenceOf(of: Match): string {
    if (of.days_difference) return `${of.days_difference > 0 ? "+" : "−"}${Math.abs(of.days_difference)} d`;
    if (of.strike_difference) return `${of.strike_difference > 0 ? "+" : "−"}$${Math.abs(of.strike_difference)}`;
    return "";
}
