import { Button, Checkbox } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { client, explain, type Schema } from "../Shared/api";
import { type Column, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { done } from "../Shared/done";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { words } from "../Shared/format";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { tell } from "../Shared/Notices";
import { Empty } from "../Shared/States";
import { Tag, type Tone } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { MuteDialog, Mutes } from "./Mutes";
import { alertKinds } from "./search";

type Alert = Schema<"AlertStatus">;

const route = getRouteApi("/app/alerts");
const news: readonly Schema<"AlertKind">[] = ["experiment_started", "promotion", "weekly_summary", "validation_ready", "fine_tuning"];
const toneOf = (kind: Schema<"AlertKind">): Tone => (news.includes(kind) ? "info" : "bad");

/** What the service reported, each once, until somebody acknowledges it. */
export function AlertsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const mayDecide = useMay("decide");
    const mayOperate = useMay("operate");
    const [muted, setMuted] = useState<Alert["kind"] | null>(null);
    const [busy, setBusy] = useState<string | null>(null);
    const set = (change: Partial<typeof search>) =>
        void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
    const sort = search.sort ?? "-raised_at";
    const list = useRows("/api/admin/alerts", { open: search.open, kind: search.kind, sort });
    const chosen = list.rows.find((alert) => alert.id === search.alert);

    async function acknowledge(alert: Alert) {
        setBusy(alert.id);
        try {
            await done(client.POST("/api/admin/alerts/acknowledge", { body: { id: alert.id } }), "/api/admin/alerts");
            tell({ tone: "good", title: "Acknowledged", message: alert.subject });
        } catch (error) {
            tell({ tone: "bad", title: "Not acknowledged", message: explain(error) });
        } finally {
            setBusy(null);
        }
    }

    const columns: Column<Alert>[] = [
        momentColumn("raised_at", "Raised", (alert) => alert.raised_at, "raised_at"),
        {
            id: "kind",
            title: "Kind",
            sort: "kind",
            value: (alert) => alert.kind,
            cell: (alert) => <Tag tone={toneOf(alert.kind)}>{words(alert.kind)}</Tag>,
        },
        {
            id: "subject",
            title: "Subject",
            kind: "wrap",
            value: (alert) => alert.subject,
            cell: (alert) => (
                <Link to="/alerts" search={{ ...search, alert: alert.id }} replace resetScroll={false}>
                    {alert.subject}
                </Link>
            ),
        },
        textColumn("message", "Message", (alert) => firstLine(alert.message), "wrap"),
        {
            id: "acknowledged_at",
            title: "Acknowledged",
            value: (alert) => alert.acknowledged_at,
            cell: (alert) =>
                alert.acknowledged_at ? (
                    <span className="quiet">
                        <Moment at={alert.acknowledged_at} /> by {alert.acknowledged_by}
                    </span>
                ) : mayDecide || mayOperate ? (
                    <Button variant="default" size="compact-xs" loading={busy === alert.id} onClick={() => void acknowledge(alert)}>
                        Acknowledge<span className="visually-hidden"> {alert.subject}</span>
                    </Button>
                ) : (
                    <Tag tone="warn">Open</Tag>
                ),
        },
    ];

    return (
        <>
            <PageHead title="Alerts" lead="Each is raised once and sent by the notifiers; a person acknowledges it.">
                <Freshness at={list.readAt} />
            </PageHead>
            <Filters>
                <ChoiceFilter label="Kind" value={search.kind} choices={alertKinds} onChange={(kind) => set({ kind })} />
                <Checkbox
                    label="Only open"
                    checked={search.open ?? false}
                    onChange={(event) => set({ open: event.currentTarget.checked || undefined })}
                />
            </Filters>
            <Mutes mayMute={mayDecide || mayOperate} />
            {chosen && (
                <Card
                    title={chosen.subject}
                    actions={
                        <>
                            {(mayDecide || mayOperate) && !chosen.muted_until && (
                                <Button variant="default" onClick={() => setMuted(chosen.kind)}>
                                    Mute {words(chosen.kind).toLowerCase()}
                                </Button>
                            )}
                            <Button variant="default" onClick={() => set({ alert: undefined })}>
                                Close
                            </Button>
                        </>
                    }
                >
                    <pre className="prose block">{chosen.message}</pre>
                    <Facts
                        of={[
                            ["Kind", words(chosen.kind)],
                            ["Raised", <Moment key="r" at={chosen.raised_at} />],
                            ...(chosen.muted_until
                                ? ([["Its kind is muted until", <Moment key="m" at={chosen.muted_until} />]] as const)
                                : []),
                            [
                                "Acknowledged",
                                chosen.acknowledged_at ? (
                                    <span key="a">
                                        <Moment at={chosen.acknowledged_at} /> by {chosen.acknowledged_by}
                                    </span>
                                ) : (
                                    "not yet"
                                ),
                            ],
                            [
                                "Sent",
                                <ul key="s" style={{ listStyle: "none", padding: 0 }}>
                                    {chosen.deliveries.map((delivery) => (
                                        <li key={delivery.notifier}>
                                            {delivery.notifier}:{" "}
                                            {delivery.delivered_at ? (
                                                <Moment at={delivery.delivered_at} />
                                            ) : (
                                                <span className="bad">
                                                    not yet, {delivery.attempts} attempts. {delivery.last_error}
                                                </span>
                                            )}
                                        </li>
                                    ))}
                                </ul>,
                            ],
                        ]}
                    />
                </Card>
            )}
            <Card flush>
                <ListTable
                    name="Alerts"
                    of={list}
                    columns={columns}
                    rowKey={(alert) => alert.id}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title={search.open ? "No open alerts" : "No alerts"} />}
                />
            </Card>
            {muted && <MuteDialog kind={muted} onClose={() => setMuted(null)} />}
        </>
    );
}

function firstLine(text: string): string {
    const line = text.split("\n").find((one) => one.trim() !== "") ?? "";
    return line.length > 160 ? `${line.slice(0, 160)} …` : line;
}
