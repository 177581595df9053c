import { Button, Modal, NativeSelect, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, client, explain, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { words } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { tell } from "../Shared/Notices";

type Kind = Schema<"AlertKind">;

const alerts = "/api/admin/alerts";
const periods = [
    ["1", "1 hour"],
    ["8", "8 hours"],
    ["24", "1 day"],
    ["168", "1 week"],
    ["720", "30 days"],
] as const;

/** The kinds of alerts that are muted now, and ending that. */
export function Mutes({ mayMute }: { mayMute: boolean }) {
    const { data } = api.useQuery("get", `${alerts}/mutes`, {}, { refetchInterval: 30_000 });
    if (!data || data.length === 0) return null;

    async function unmute(kind: Kind) {
        try {
            await done(client.POST(`${alerts}/unmute`, { body: { kind } }), alerts);
            tell({ tone: "good", title: `${words(kind)}: sent again` });
        } catch (error) {
            tell({ tone: "bad", title: `${words(kind)} stays muted`, message: explain(error) });
        }
    }

    return (
        <Card title="Muted">
            <ul className="timeline">
                {data.map((mute) => (
                    <li key={mute.kind}>
                        <div className="row">
                            <strong>{words(mute.kind)}</strong>
                            <span>
                                until <Moment at={mute.muted_until} />
                            </span>
                            {mayMute && (
                                <Button variant="default" size="compact-xs" onClick={() => void unmute(mute.kind)}>
                                    Unmute<span className="visually-hidden"> {words(mute.kind)}</span>
                                </Button>
                            )}
                        </div>
                        <div className="quiet">
                            {mute.reason} – {mute.muted_by}, <Moment at={mute.muted_at} />
                        </div>
                    </li>
                ))}
            </ul>
        </Card>
    );
}

/** Asks for how long a kind of alert is muted, and why. */
export function MuteDialog({ kind, onClose }: { kind: Kind; onClose: () => void }) {
    const [hours, setHours] = useState("24");
    const [reason, setReason] = useState("");
    const [error, setError] = useState<string | null>(null);

    async function submit(event: FormEvent) {
        event.preventDefault();
        try {
            await done(client.POST(`${alerts}/mute`, { body: { kind, hours: Number(hours), reason: reason.trim() } }), alerts);
            tell({ tone: "good", title: `${words(kind)}: muted` });
            onClose();
        } catch (refused) {
            setError(explain(refused));
        }
    }

    return (
        <Modal opened onClose={onClose} title={`Mute: ${words(kind)}`}>
            <form className="stack" onSubmit={(event) => void submit(event)}>
                <p>Alerts of this kind are recorded, and neither sent nor counted as open until the time is over.</p>
                <NativeSelect
                    label="For"
                    value={hours}
                    data={periods.map(([value, label]) => ({ value, label }))}
                    onChange={(event) => setHours(event.currentTarget.value)}
                />
                <Textarea
                    label="Reason"
                    required
                    rows={3}
                    maxLength={500}
                    data-autofocus
                    value={reason}
                    error={error}
                    onChange={(event) => setReason(event.currentTarget.value)}
                />
                <div className="row">
                    <Button type="submit">Mute</Button>
                    <Button variant="default" onClick={onClose}>
                        Cancel
                    </Button>
                </div>
            </form>
        </Modal>
    );
}
