import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { client, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { percent, words } from "../Shared/format";
import { Card, Facts } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { tell } from "../Shared/Notices";
import { Rate } from "../Shared/Rate";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Tag, type Tone } from "../Shared/Tag";
import { NewVersionDialog } from "./NewVersionDialog";

const tones: Record<Schema<"ChampionChangeKind">, Tone> = {
    promotion: "good",
    manual_promotion: "info",
    rollback: "warn",
    automatic_rollback: "bad",
};
const paths = ["/api/admin/prompts", "/api/admin/llm-ab-tests"];

/** Which version explains a signal, how it came to that, and what can be done. */
export function ChampionCard({ of, figures }: { of: Schema<"ChampionStatus">; figures: Schema<"PromptVersionFigures"> | undefined }) {
    const mayDecide = useMay("decide");
    const [dialog, setDialog] = useState<"rollback" | "holdout" | "generate" | "new" | null>(null);
    const close = () => setDialog(null);
    const last = of.history.at(-1);
    const signal = { params: { path: { signal: of.signal } } };
    return (
        <Card title={of.signal}>
            <Facts
                of={[
                    ["Champion", <VersionLink key="c" version={of.champion} />],
                    ["Positive, 90 days", figures ? <Rate of={figures.positive_feedback} /> : "–"],
                    ["Since", last ? <Moment at={last.at} /> : "the beginning"],
                    [
                        "Experiment",
                        of.experiment ? (
                            <Link to="/experiments/$id" params={{ id: of.experiment.id }}>
                                {of.experiment.id}
                            </Link>
                        ) : (
                            "none running"
                        ),
                    ],
                    ...(of.holdout
                        ? ([
                              [
                                  "Holdout",
                                  <>
                                      {percent(of.holdout.share)} stay on <VersionLink version={of.holdout.prompt_version} /> until{" "}
                                      <Moment at={of.holdout.until} />
                                  </>,
                              ],
                          ] as const)
                        : []),
                ]}
            />
            {mayDecide && (
                <div className="row no-print" style={{ marginTop: 12 }}>
                    <Button variant="default" disabled={!last} onClick={() => setDialog("rollback")}>
                        Roll back
                    </Button>
                    {of.holdout && (
                        <Button variant="default" onClick={() => setDialog("holdout")}>
                            End the holdout
                        </Button>
                    )}
                    <Button variant="default" onClick={() => setDialog("generate")}>
                        Generate variants
                    </Button>
                    <Button variant="default" onClick={() => setDialog("new")}>
                        New version
                    </Button>
                    <Link to="/experiments/plan" search={{ signal: of.signal }}>
                        Plan an experiment
                    </Link>
                </div>
            )}
            <details style={{ marginTop: 12 }}>
                <summary>{of.history.length === 1 ? "1 change" : `${of.history.length} changes`} of the champion</summary>
                <ol className="timeline">
                    {of.history.toReversed().map((change) => (
                        <li key={change.at}>
                            <Tag tone={tones[change.kind]}>{words(change.kind)}</Tag>{" "}
                            {change.former && <VersionLink version={change.former} />} → <VersionLink version={change.prompt_version} />
                            <div>{change.reason}</div>
                            <div className="quiet">
                                <Moment at={change.at} /> · {change.by}
                                {change.experiment_id && (
                                    <>
                                        {" · "}
                                        <Link to="/experiments/$id" params={{ id: change.experiment_id }}>
                                            {change.experiment_id}
                                        </Link>
                                    </>
                                )}
                            </div>
                        </li>
                    ))}
                </ol>
            </details>
            {dialog === "rollback" && (
                <ReasonDialog
                    title={`Roll back ${of.signal}`}
                    consequence={
                        <>
                            New explanations of {of.signal} are written with <strong>{last?.former ?? "the version before"}</strong> instead
                            of {of.champion}, at once. A running experiment of this signal is stopped.
                        </>
                    }
                    confirm="Roll back"
                    isDangerous
                    onConfirm={(reason) =>
                        done(client.POST("/api/admin/prompts/{signal}/rollback", { ...signal, body: { reason } }), ...paths)
                    }
                    onClose={close}
                />
            )}
            {dialog === "holdout" && (
                <ReasonDialog
                    title={`End the holdout of ${of.signal}`}
                    consequence={`All traffic goes to ${of.champion}. The promotion can then no longer be taken back by itself.`}
                    confirm="End the holdout"
                    onConfirm={(reason) =>
                        done(client.POST("/api/admin/prompts/{signal}/holdout/end", { ...signal, body: { reason } }), ...paths)
                    }
                    onClose={close}
                />
            )}
            {dialog === "generate" && (
                <ReasonDialog
                    title={`Generate variants for ${of.signal}`}
                    consequence={
                        `The model writes three variants of ${of.champion} from its worst-rated explanations. ` +
                        `At most one generation a week is made per signal, within the monthly budget.`
                    }
                    confirm="Generate"
                    hasReason={false}
                    onConfirm={async () => {
                        const made = await done(client.POST("/api/admin/prompts/{signal}/generate", signal), ...paths);
                        tell({
                            tone: "good",
                            title: `${made.versions.length} new versions`,
                            message: [...made.versions, ...made.refusals].join(", "),
                        });
                    }}
                    onClose={close}
                />
            )}
            {dialog === "new" && <NewVersionDialog signal={of.signal} champion={of.champion} onClose={close} />}
        </Card>
    );
}

/** A version's name, leading to its text. */
export const VersionLink = ({ version }: { version: string }) => (
    <Link to="/prompts/$version" params={{ version }} className="figure">
        {version}
    </Link>
);
