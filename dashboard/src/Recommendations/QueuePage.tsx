import { Button, Modal, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useEffect, useMemo, useState } from "react";
import { useMay } from "../Access/session";
import { needsReason } from "../Overview/attention";
import { changed, explain, request, type Schema } from "../Shared/api";
import { ChoiceFilter, DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { tell } from "../Shared/Notices";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Empty, Failed, Loading } from "../Shared/States";
import { useRows } from "../Shared/useRows";
import { MatchCard, MatchKindTag } from "./MatchCard";
import "./match.css";
import { type Reason, reasonName, reasons } from "./reasons";
import { divergences } from "./search";

type Match = Schema<"MatchRecord">;

const route = getRouteApi("/app/recommendations/queue");
const matches = "/api/v1/strategies/learning/matches";
const matchPath = (id: string) => `${matches}/${encodeURIComponent(id)}`;

/** The divergences that nobody explained yet, one after the other. */
export function QueuePage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const mayRate = useMay("rate");
    const list = useRows(
        matches,
        { match_type: search.type, symbol: search.symbol, start_date: search.from, end_date: search.to, sort: "reviewed" },
        { every: 10_000 },
    );
    // What this person just decided leaves the queue at once; it comes back where the service refuses.
    const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
    const [dialog, setDialog] = useState<"exclude" | "other" | null>(null);
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

    async function decide(match: Match, path: "reason" | "exclude", body: object, said: string) {
        setDecided((before) => new Set(before).add(match.id));
        if (match.id === current?.id) next();
        try {
            const now = await request<Match>("GET", matchPath(match.id));
            if (now.reviewed_at !== match.reviewed_at || now.excluded_reason !== match.excluded_reason) {
                await changed(matches);
                show(now);
                tell({
                    tone: "warn",
                    title: `${match.symbol}: somebody was faster`,
                    message: now.excluded_reason
                        ? `It is excluded: ${now.excluded_reason}`
                        : `Their reason: ${reasonName(now.reason_code)}`,
                });
                return;
            }
            await request("PATCH", `${matchPath(match.id)}/${path}`, body);
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
            show(match);
            tell({ tone: "bad", title: `${match.symbol} was not changed`, message: explain(error) });
            throw error;
        }
    }

    const giveReason = (match: Match, code: Reason, reason_text?: string) =>
        decide(match, "reason", { reason_code: code, ...(reason_text ? { reason_text } : {}) }, reasonName(code) ?? code);

    useEffect(() => {
        function press(event: KeyboardEvent) {
            if (dialog || event.ctrlKey || event.metaKey || event.altKey || !current || isTyping(event.target)) return;
            const reason = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined;
            if (reason && mayRate) {
                if (reason.code === "other") setDialog("other");
                else void giveReason(current, reason.code).catch(() => {});
            } else if (event.key === "e" && mayRate) setDialog("exclude");
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
                    <section className="card flush" aria-label="Waiting">
                        <h2 className="row">
                            Waiting
                            <span className="quiet">
                                {waiting.length}
                                {list.hasMore ? "+" : ""}
                            </span>
                        </h2>
                        <ol className="queue-list">
                            {waiting.slice(0, 200).map((match) => (
                                <li key={match.id}>
                                    <button
                                        type="button"
                                        className="queue-item"
                                        aria-current={match.id === current.id}
                                        onClick={() => show(match)}
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
                    <div className="stack">
                        <section className="card" aria-label={`${match(current)}`} aria-live="polite">
                            <MatchCard match={current} />
                        </section>
                        <section className="card" aria-label="Reason">
                            <div className="card-head">
                                <h2>{current.reason_code ? "Change the reason" : "Why?"}</h2>
                                <div className="actions">
                                    <Button variant="default" onClick={previous} aria-keyshortcuts="p">
                                        Previous&nbsp;<kbd>P</kbd>
                                    </Button>
                                    <Button variant="default" onClick={next} aria-keyshortcuts="n">
                                        Next&nbsp;<kbd>N</kbd>
                                    </Button>
                                </div>
                            </div>
                            {mayRate ? (
                                <>
                                    <div className="reasons">
                                        {reasons.map(({ code, name }, index) => (
                                            <Button
                                                key={code}
                                                variant={current.reason_code === code ? "filled" : "default"}
                                                size="sm"
                                                justify="flex-start"
                                                leftSection={<kbd>{index + 1}</kbd>}
                                                aria-keyshortcuts={String(index + 1)}
                                                onClick={() =>
                                                    code === "other" ? setDialog("other") : void giveReason(current, code).catch(() => {})
                                                }
                                            >
                                                {name}
                                            </Button>
                                        ))}
                                    </div>
                                    <p className="row" style={{ marginTop: 12, marginBottom: 0 }}>
                                        <Button
                                            variant="default"
                                            className="danger"
                                            onClick={() => setDialog("exclude")}
                                            aria-keyshortcuts="e"
                                        >
                                            Exclude from learning&nbsp;<kbd>E</kbd>
                                        </Button>
                                        <span className="quiet">For a mistake or a test, which should teach nothing.</span>
                                    </p>
                                </>
                            ) : (
                                <p className="quiet">You may look, but not give reasons: that needs the scope “rate”.</p>
                            )}
                        </section>
                    </div>
                </div>
            )}
            {dialog === "exclude" && current && (
                <ReasonDialog
                    title={`Exclude ${match(current)} from learning`}
                    consequence="It stays in the list of matches, and no rate, pattern or proposal counts it any more."
                    confirm="Exclude"
                    isDangerous
                    onConfirm={(excluded_reason) => decide(current, "exclude", { excluded_reason }, "excluded")}
                    onClose={() => setDialog(null)}
                />
            )}
            {dialog === "other" && current && (
                <OtherReason
                    onGive={(reason) => giveReason(current, "other", reason)}
                    onClose={() => setDialog(null)}
                    title={match(current)}
                />
            )}
        </>
    );
}

const match = (of: Match): string => `${of.symbol}, ${words(of.match_type).toLowerCase()}, ${of.day}`;

function differenceOf(of: Match): string {
    if (of.days_difference) return `${of.days_difference > 0 ? "+" : "−"}${Math.abs(of.days_difference)} d`;
    if (of.strike_difference) return `${of.strike_difference > 0 ? "+" : "−"}$${Math.abs(of.strike_difference)}`;
    return "";
}

const isTyping = (target: EventTarget | null): boolean =>
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

function OtherReason({ title, onGive, onClose }: { title: string; onGive: (reason: string) => Promise<void>; onClose: () => void }) {
    const [reason, setReason] = useState("");
    const [error, setError] = useState<string | null>(null);
    async function submit(event: FormEvent) {
        event.preventDefault();
        try {
            await onGive(reason.trim());
            onClose();
        } catch (refused) {
            setError(explain(refused));
        }
    }
    return (
        <Modal opened onClose={onClose} title={`Other reason: ${title}`}>
            <form className="stack" onSubmit={(event) => void submit(event)}>
                <TextInput
                    label="In your words"
                    required
                    data-autofocus
                    maxLength={500}
                    value={reason}
                    error={error}
                    onChange={(event) => setReason(event.currentTarget.value)}
                />
                <div className="row">
                    <Button type="submit">Give this reason</Button>
                    <Button variant="default" onClick={onClose}>
                        Cancel
                    </Button>
                </div>
            </form>
        </Modal>
    );
}
