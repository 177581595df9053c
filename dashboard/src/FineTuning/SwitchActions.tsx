import { Button } from "@mantine/core";
import { useState } from "react";
import { useMay } from "../Access/session";
import { client, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { percent } from "../Shared/format";
import { ReasonDialog } from "../Shared/ReasonDialog";

const paths = ["/api/admin/fine-tuning", "/api/admin/llm-ab-tests", "/api/admin/prompts"];

/** Puts a tuned model in the champion's place, or the former champion back in its own: by a person, with a reason. */
export function SwitchActions(props: {
    model: Schema<"TunedModel">;
    comparison: Schema<"ModelComparison">;
    figures: Schema<"ComparisonFigures"> | undefined;
    required: number;
    champion: Schema<"ChampionStatus"> | undefined;
    experiment: Schema<"ExperimentReport"> | undefined;
}) {
    const { model, comparison, figures, required, champion, experiment } = props;
    const mayDecide = useMay("decide");
    const [dialog, setDialog] = useState<"switch" | "back" | null>(null);
    if (!mayDecide || !champion || !comparison.prompt_version) return null;
    const { signal, prompt_version: version } = comparison;
    const close = () => setDialog(null);
    const isServing = champion.champion === version;
    const former = champion.history.at(-1)?.former;
    const mayRise = experiment !== undefined && experiment.experiment.status !== "ended" && comparison.experiment_id !== null;
    const isSupported = experiment?.winner_candidate === version && (figures?.lift ?? 0) >= required;
    return (
        <>
            {mayRise && !isServing && <Button onClick={() => setDialog("switch")}>Switch to it</Button>}
            {isServing && former && (
                <Button variant="default" className="danger" onClick={() => setDialog("back")}>
                    Switch back
                </Button>
            )}
            {dialog === "switch" && (
                <ReasonDialog
                    title={`Switch ${signal} to ${model.name}`}
                    consequence={
                        <div className="stack">
                            <p>
                                The comparison ends, and <strong>{model.name}</strong> ({version}) explains {signal} instead of{" "}
                                {champion.champion}, at once. A part of the traffic stays with {champion.champion} until the switch is
                                confirmed or taken back. Other signals do not change.
                            </p>
                            {!isSupported && (
                                <p className="notice">
                                    The figures do not support this yet: a lift of {percent(required)} that is significant is needed. With
                                    that, the service switches by itself.
                                </p>
                            )}
                        </div>
                    }
                    confirm="Switch"
                    onConfirm={(reason) =>
                        done(
                            client.POST("/api/admin/llm-ab-tests/{id}/promote", {
                                params: { path: { id: comparison.experiment_id! } },
                                body: { version, reason },
                            }),
                            ...paths,
                        )
                    }
                    onClose={close}
                />
            )}
            {dialog === "back" && (
                <ReasonDialog
                    title={`Switch ${signal} back`}
                    consequence={
                        <p>
                            New explanations of {signal} are written with <strong>{former}</strong> instead of {version}, at once. A running
                            experiment of this signal is stopped, and {model.name} is not compared for {signal} again.
                        </p>
                    }
                    confirm="Switch back"
                    isDangerous
                    onConfirm={(reason) =>
                        done(
                            client.POST("/api/admin/prompts/{signal}/rollback", { params: { path: { signal } }, body: { reason } }),
                            ...paths,
                        )
                    }
                    onClose={close}
                />
            )}
        </>
    );
}
