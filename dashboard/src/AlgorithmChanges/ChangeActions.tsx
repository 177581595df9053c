import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMay } from "../Access/session";
import { client, explain, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { words } from "../Shared/format";
import { ReasonDialog } from "../Shared/ReasonDialog";

type Change = Schema<"AlgorithmChange">;
type Decision = Schema<"CandidateDecisionInput">["decision"];
type Outcome = Schema<"ConclusionInput">["outcome"];

const path = "/api/v1/strategies/learning/v4-candidates";

const consequences: Record<Decision, string> = {
    implement:
        "You say that the algorithm shall change. The service changes no algorithm: when the new version runs, " +
        "say so here, and four weeks before are compared with four weeks after.",
    defer: "It stays open. New weeks add to its evidence, and it can be decided later.",
    reject: "It is closed. The same pattern can be proposed again only with new evidence.",
};

/** A decision changes what the weeks show, too. */
const weeks = "/api/v1/strategies/learning/weekly-summaries";

/** What can be done with a proposal now: decide, say that it runs, or conclude. */
export function ChangeActions({ change }: { change: Change }) {
    const mayDecide = useMay("decide");
    const [dialog, setDialog] = useState<Decision | "implemented" | "conclude" | null>(null);
    const close = () => setDialog(null);
    const canDecide = change.status === "proposed" || change.status === "deferred";
    const canImplement = change.status === "accepted";
    const canConclude = change.status === "validating";
    if (!canDecide && !canImplement && !canConclude) return null;
    if (!mayDecide) return <span className="quiet">Deciding needs the scope “decide”.</span>;
    return (
        <>
            <div className="row no-print">
                {canDecide && (
                    <>
                        <Button onClick={() => setDialog("implement")}>Implement</Button>
                        {change.status === "proposed" && (
                            <Button variant="default" onClick={() => setDialog("defer")}>
                                Defer
                            </Button>
                        )}
                        <Button variant="default" className="danger" onClick={() => setDialog("reject")}>
                            Reject
                        </Button>
                    </>
                )}
                {canImplement && <Button onClick={() => setDialog("implemented")}>It runs now</Button>}
                {canConclude && (
                    <Button variant={change.validation?.is_complete ? "filled" : "default"} onClick={() => setDialog("conclude")}>
                        Conclude
                    </Button>
                )}
            </div>
            {(dialog === "implement" || dialog === "defer" || dialog === "reject") && (
                <ReasonDialog
                    title={`${words(dialog)}: ${change.proposal}`}
                    consequence={consequences[dialog]}
                    confirm={words(dialog)}
                    isDangerous={dialog === "reject"}
                    onConfirm={(reason) =>
                        done(
                            client.POST(`${path}/{id}/decide`, { params: { path: { id: change.id } }, body: { decision: dialog, reason } }),
                            path,
                            weeks,
                        )
                    }
                    onClose={close}
                />
            )}
            {dialog === "implemented" && <ImplementedDialog change={change} onClose={close} />}
            {dialog === "conclude" && <ConcludeDialog change={change} onClose={close} />}
        </>
    );
}

function ImplementedDialog({ change, onClose }: { change: Change; onClose: () => void }) {
    const [from, setFrom] = useState("");
    const [to, setTo] = useState("");
    const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10));
    const [error, setError] = useState<string | null>(null);

    async function submit(event: FormEvent) {
        event.preventDefault();
        try {
            await done(
                client.POST(`${path}/{id}/implemented`, {
                    params: { path: { id: change.id } },
                    body: { version_from: from.trim(), version_to: to.trim(), implemented_on: day },
                }),
                path,
                weeks,
            );
            onClose();
        } catch (refused) {
            setError(explain(refused));
        }
    }

    return (
        <Modal opened onClose={onClose} title={`It runs now: ${change.proposal}`}>
            <form className="stack" onSubmit={(event) => void submit(event)}>
                <p>From this day on four weeks are compared with the four before. You conclude when they are over.</p>
                <TextInput
                    label="Version before"
                    required
                    placeholder="v4"
                    value={from}
                    onChange={(event) => setFrom(event.currentTarget.value)}
                    data-autofocus
                />
                <TextInput
                    label="Version that runs now"
                    required
                    placeholder="v5"
                    value={to}
                    onChange={(event) => setTo(event.currentTarget.value)}
                />
                <TextInput label="Since" type="date" required value={day} onChange={(event) => setDay(event.currentTarget.value)} />
                {error && (
                    <p className="bad" role="alert">
                        {error}
                    </p>
                )}
                <div className="row">
                    <Button type="submit">Start the validation</Button>
                    <Button variant="default" onClick={onClose}>
                        Cancel
                    </Button>
                </div>
            </form>
        </Modal>
    );
}

function ConcludeDialog({ change, onClose }: { change: Change; onClose: () => void }) {
    const suggested = change.validation?.suggested;
    const [outcome, setOutcome] = useState<Outcome>(suggested ?? "kept");
    return (
        <ReasonDialog
            title={`Conclude: ${change.proposal}`}
            consequence={
                <>
                    {suggested && (
                        <p>
                            The figures suggest: <strong>{words(suggested).toLowerCase()}</strong>. {change.validation?.because}
                        </p>
                    )}
                    {!change.validation?.is_complete && <p className="notice">The four weeks are not over.</p>}
                    The proposal is closed with this outcome.
                </>
            }
            confirm="Conclude"
            onConfirm={(reason) =>
                done(client.POST(`${path}/{id}/conclude`, { params: { path: { id: change.id } }, body: { outcome, reason } }), path, weeks)
            }
            onClose={onClose}
        >
            <NativeSelect
                label="Outcome"
                value={outcome}
                data={[
                    { value: "kept", label: "Kept" },
                    { value: "rolled_back", label: "Rolled back" },
                    { value: "modified", label: "Modified" },
                ]}
                onChange={(event) => setOutcome(event.currentTarget.value as Outcome)}
            />
        </ReasonDialog>
    );
}
