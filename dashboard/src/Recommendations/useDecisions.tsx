import { useState } from "react";
import { changed, client, explain, type Problem, type Schema, statusOf } from "../Shared/api";
import { done } from "../Shared/done";
import { tell } from "../Shared/Notices";
import { replaceRow } from "../Shared/useRows";
import { type Reason, reasonName } from "./reasons";

type Match = Schema<"MatchRecord">;

const matches = "/api/v1/strategies/learning/matches";

/** Decisions on matches. Each is made of the revision that the person sees; where somebody was faster, theirs is shown. */
export function useDecisions(show: (match: Match) => void, afterwards: (match: Match) => void) {
    // What this person just decided leaves the queue at once; it comes back where the service refuses.
    const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());

    async function decide(match: Match, send: () => Promise<Match>, said: string) {
        setDecided((before) => new Set(before).add(match.id));
        afterwards(match);
        try {
            replaceRow(matches, await send());
            tell({
                tone: "good",
                title: `${match.symbol}: ${said}`,
                message: (
                    <button type="button" className="sort" onClick={() => show(match)}>
                        Show it again
                    </button>
                ),
            });
            await changed(matches);
        } catch (error) {
            setDecided((before) => new Set([...before].filter((id) => id !== match.id)));
            if (statusOf(error) === 412) {
                const now = (error as Problem).current as unknown as Match;
                replaceRow(matches, now);
                show(now);
                tell({ tone: "warn", title: `${match.symbol}: somebody was faster`, message: whatTheyDid(now, match) });
                await changed(matches);
                return;
            }
            show(match);
            tell({ tone: "bad", title: `${match.symbol} was not changed`, message: explain(error) });
            throw error;
        }
    }

    const at = (match: Match) => ({ path: { id: match.id }, header: { "If-Match": `"${match.revision}"` } });
    return {
        decided,
        giveReason: (match: Match, reason_code: Reason, reason_text?: string) =>
            decide(
                match,
                () =>
                    done(
                        client.PATCH(`${matches}/{id}/reason`, {
                            params: at(match),
                            body: { reason_code, ...(reason_text ? { reason_text } : {}) },
                        }),
                    ),
                reasonName(reason_code) ?? reason_code,
            ),
        exclude: (match: Match, excluded_reason: string) =>
            decide(
                match,
                () => done(client.PATCH(`${matches}/{id}/exclude`, { params: at(match), body: { excluded_reason } })),
                "excluded",
            ),
    };
}

function whatTheyDid(now: Match, before: Match): string {
    const by = now.decided_by ? ` by ${now.decided_by}` : "";
    if (now.excluded_reason !== before.excluded_reason)
        return now.excluded_reason ? `It was excluded${by}: ${now.excluded_reason}` : `It was taken in again${by}.`;
    if (now.reviewed_at !== before.reviewed_at) return `Reason given${by}: ${reasonName(now.reason_code)}`;
    return "It has been matched otherwise meanwhile.";
}
