import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useMay } from "../Access/session";
import { needsReason } from "../Overview/attention";
import type { Schema } from "../Shared/api";
import { ChoiceFilter, DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Empty, Failed, Loading } from "../Shared/States";
import { useRows } from "../Shared/useRows";
import { MatchCard } from "./MatchCard";
import "./match.css";
import { OtherReason } from "./OtherReason";
import { ReasonCard } from "./ReasonCard";
import { type Reason, reasons } from "./reasons";
import { divergences } from "./search";
import { useDecisions } from "./useDecisions";
import { WaitingList } from "./WaitingList";

type Match = Schema<"MatchRecord">;

const route = getRouteApi("/app/recommendations/queue");

/** The divergences that nobody explained yet, one after the other. */
export function QueuePage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const mayRate = useMay("rate");
    const list = useRows(
        "/api/v1/strategies/learning/matches",
        { match_type: search.type, symbol: search.symbol, start_date: search.from, end_date: search.to, sort: "reviewed" },
        { every: 10_000 },
    );
    const [dialog, setDialog] = useState<"exclude" | "other" | null>(null);
    const { decided, giveReason, exclude } = useDecisions(
        (match) => show(match),
        (match) => match.id === current?.id && next(),
    );
    const waiting = useMemo(() => list.rows.filter((match) => needsReason(match) && !decided.has(match.id)), [list.rows, decided]);
    const given = search.match ? list.rows.find((match) => match.id === search.match) : undefined;
    const current = given ?? waiting[0];
    const position = waiting.findIndex((match) => match.id === current?.id);

    const show = (match: Match | undefined) =>
        void navigate({ search: (before) => ({ ...before, match: match?.id }), replace: true, resetScroll: false });
    const next = () => show(waiting[position + 1] ?? waiting[0]);
    const previous = () => show(waiting[position - 1] ?? waiting.at(-1));

    // Most of a queue is reviewed on the first part already; where it is all reviewed, there is nothing behind it either.
    useEffect(() => {
        if (list.hasMore && !list.isFetching && waiting.length < 20 && list.rows.at(-1)?.reviewed_at === null) list.more();
    }, [list.hasMore, list.isFetching, waiting.length, list.rows, list.more]);

    function choose(match: Match, reason: Reason) {
        if (reason === "other") setDialog("other");
        else void giveReason(match, reason).catch(() => {});
    }

    useEffect(() => {
        function press(event: KeyboardEvent) {
            if (dialog || event.ctrlKey || event.metaKey || event.altKey || !current || isTyping(event.target)) return;
            const reason = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined;
            if (reason && mayRate) choose(current, reason.code);
            else if (event.key === "e" && mayRate) setDialog("exclude");
            else if (event.key === "n" || event.key === "ArrowRight") next();
            else if (event.key === "p" || event.key === "ArrowLeft") previous();
            else return;
            event.preventDefault();
        }
        addEventListener("keydown", press);
        return () => removeEventListener("keydown", press);
    });

    const filter = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change, match: undefined }) });

    return (
        <>
            <PageHead
                title="Review queue"
                lead="Where traders diverged from a recommendation: say why, so that the algorithm can learn from it."
            >
                <Freshness at={list.readAt} every={10} />
            </PageHead>
            <Filters>
                <ChoiceFilter label="Kind" value={search.type} choices={divergences} onChange={(type) => filter({ type })} />
                <TextFilter label="Symbol" value={search.symbol} upper onChange={(symbol) => filter({ symbol })} />
                <DayFilter label="From" value={search.from} onChange={(from) => filter({ from })} />
                <DayFilter label="To" value={search.to} onChange={(to) => filter({ to })} />
            </Filters>
            {list.isPending ? (
                <Loading what="Matches" />
            ) : list.error && list.rows.length === 0 ? (
                <Card>
                    <Failed error={list.error} onRetry={list.again} />
                </Card>
            ) : !current ? (
                <Card>
                    <Empty title="Nothing waits for a reason">Every divergence that these filters find is explained or excluded.</Empty>
                </Card>
            ) : (
                <div className="queue">
                    <WaitingList of={waiting} hasMore={list.hasMore} current={current} onShow={show} />
                    <div className="stack">
                        <section className="card" aria-label={nameOf(current)} aria-live="polite">
                            <MatchCard match={current} />
                        </section>
                        <ReasonCard
                            match={current}
                            onReason={(reason) => choose(current, reason)}
                            onExclude={() => setDialog("exclude")}
                            onPrevious={previous}
                            onNext={next}
                        />
                    </div>
                </div>
            )}
            {dialog === "exclude" && current && (
                <ReasonDialog
                    title={`Exclude ${nameOf(current)} from learning`}
                    consequence="It stays in the list of matches, and no rate, pattern or proposal counts it any more."
                    confirm="Exclude"
                    isDangerous
                    onConfirm={(reason) => exclude(current, reason)}
                    onClose={() => setDialog(null)}
                />
            )}
            {dialog === "other" && current && (
                <OtherReason
                    title={nameOf(current)}
                    onGive={(reason) => giveReason(current, "other", reason)}
                    onClose={() => setDialog(null)}
                />
            )}
        </>
    );
}

const nameOf = (match: Match): string => `${match.symbol}, ${words(match.match_type).toLowerCase()}, ${match.day}`;

const isTyping = (target: EventTarget | null): boolean =>
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
