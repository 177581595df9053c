import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useMay } from "../Access/session";
import { client, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { ReasonDialog } from "../Shared/ReasonDialog";

const path = "/api/admin/llm-ab-tests";

/** Promote, stop, pause, go on, roll back: what the experiment's state allows. */
export function ExperimentActions({ report }: { report: Schema<"ExperimentReport"> }) {
    const mayDecide = useMay("decide");
    const { experiment } = report;
    const [dialog, setDialog] = useState<"promote" | "stop" | "pause" | "resume" | "rollback" | null>(null);
    const challengers = report.arms.filter((arm) => !arm.is_champion);
    const champion = report.arms.find((arm) => arm.is_champion)?.version ?? "the champion";
    const [version, setVersion] = useState(report.winner_candidate ?? challengers[0]?.version ?? "");
    if (!mayDecide) return null;
    const at = { params: { path: { id: experiment.id } } };
    const paths = [path, "/api/admin/prompts"];
    const isOpen = experiment.status !== "ended";
    const wasPromoted = experiment.decision?.kind === "promoted" || experiment.decision?.kind === "promoted_manually";
    const close = () => setDialog(null);
    return (
        <>
            {isOpen && <Button onClick={() => setDialog("promote")}>Promote</Button>}
            {experiment.status === "running" && (
                <Button variant="default" onClick={() => setDialog("pause")}>
                    Pause
                </Button>
            )}
            {experiment.status === "paused" && (
                <Button variant="default" onClick={() => setDialog("resume")}>
                    Resume
                </Button>
            )}
            {isOpen && (
                <Button variant="default" className="danger" onClick={() => setDialog("stop")}>
                    Stop
                </Button>
            )}
            {wasPromoted && (
                <Button variant="default" className="danger" onClick={() => setDialog("rollback")}>
                    Roll back
                </Button>
            )}
            {dialog === "promote" && (
                <ReasonDialog
                    title={`Promote a version of ${experiment.id}`}
                    consequence={
                        <>
                            <p>
                                The experiment ends, and <strong>{version}</strong> becomes the champion of {experiment.plan.signal} instead
                                of {champion}. A share of the traffic stays on {champion} until the promotion is confirmed or taken back.
                            </p>
                            {report.winner_candidate !== version && (
                                <p className="notice">The figures do not support this: no boundary is crossed by {version}.</p>
                            )}
                        </>
                    }
                    confirm={`Promote ${version}`}
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/promote`, { ...at, body: { version, reason } }), ...paths)}
                    onClose={close}
                >
                    <NativeSelect
                        label="Version"
                        value={version}
                        data={challengers.map((arm) => arm.version)}
                        onChange={(event) => setVersion(event.currentTarget.value)}
                    />
                </ReasonDialog>
            )}
            {dialog === "stop" && (
                <ReasonDialog
                    title={`Stop ${experiment.id}`}
                    consequence={
                        `The experiment ends without a winner; ${champion} stays the champion and gets all traffic. ` +
                        `It can't be started again.`
                    }
                    confirm="Stop the experiment"
                    isDangerous
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/stop`, { ...at, body: { reason } }), ...paths)}
                    onClose={close}
                />
            )}
            {dialog === "pause" && (
                <ReasonDialog
                    title={`Pause ${experiment.id}`}
                    consequence={`${champion} gets all traffic until it is resumed. Nothing that is paused is promoted.`}
                    confirm="Pause"
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/pause`, { ...at, body: { reason } }), ...paths)}
                    onClose={close}
                />
            )}
            {dialog === "resume" && (
                <ReasonDialog
                    title={`Resume ${experiment.id}`}
                    consequence="The arms get their shares of the traffic again."
                    confirm="Resume"
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/resume`, { ...at, body: { reason } }), ...paths)}
                    onClose={close}
                />
            )}
            {dialog === "rollback" && (
                <ReasonDialog
                    title={`Roll back ${experiment.id}`}
                    consequence={
                        `The promotion of ${experiment.decision?.winner ?? "its winner"} is taken back: ` +
                        `${champion} is the champion of ${experiment.plan.signal} again, at once.`
                    }
                    confirm="Roll back"
                    isDangerous
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/rollback`, { ...at, body: { reason } }), ...paths)}
                    onClose={close}
                />
            )}
        </>
    );
}
