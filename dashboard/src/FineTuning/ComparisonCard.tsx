import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { usePrompts } from "../Prompts/usePrompts";
import { api, type Schema } from "../Shared/api";
import { count, decimal, interval, money, none, percent, words } from "../Shared/format";
import { Card, Tile } from "../Shared/Layout";
import { Day, Moment } from "../Shared/Moment";
import { Tag } from "../Shared/Tag";
import { LiftPlot } from "./LiftPlot";
import { SwitchActions } from "./SwitchActions";
import { comparisonTones } from "./tones";

type Arm = Schema<"ModelArm">;

/** A tuned model beside the model that explains a signal: what readers say of both, what they cost, and the switch. */
export function ComparisonCard(props: {
    model: Schema<"TunedModel">;
    comparison: Schema<"ModelComparison">;
    figures: Schema<"ComparisonFigures"> | undefined;
    /** The lift that a switch needs, and the one that is aimed at, fractions. */
    required: number;
    target: number;
}) {
    const { model, comparison, figures, required, target } = props;
    const prompts = usePrompts();
    const experiment = api.useQuery(
        "get",
        "/api/admin/llm-ab-tests/{id}",
        { params: { path: { id: comparison.experiment_id ?? "" } } },
        { enabled: comparison.experiment_id !== null, refetchInterval: 60_000 },
    );
    const champion = prompts.data?.signals.find((one) => one.signal === comparison.signal);
    const isServing = champion !== undefined && champion.champion === comparison.prompt_version;
    const modelOf = (version: string) => prompts.data?.versions.find((one) => one.prompt_version === version)?.model ?? "API model";
    return (
        <Card
            title={comparison.signal}
            actions={
                <>
                    <Tag tone={comparisonTones[comparison.status]}>{words(comparison.status)}</Tag>
                    <SwitchActions
                        model={model}
                        comparison={comparison}
                        figures={figures}
                        required={required}
                        champion={champion}
                        experiment={experiment.data}
                    />
                </>
            }
        >
            <div className="stack">
                <p>
                    {comparison.note}{" "}
                    {comparison.experiment_id && (
                        <Link to="/experiments/$id" params={{ id: comparison.experiment_id }}>
                            Experiment {comparison.experiment_id}
                        </Link>
                    )}
                </p>
                {comparison.failing_since && (
                    <p className="notice bad">
                        Its endpoint fails since <Moment at={comparison.failing_since} />. After five minutes it is taken back by itself.
                    </p>
                )}
                {isServing && champion.holdout && (
                    <p className="notice info">
                        {percent(champion.holdout.share)} of the traffic stays with {champion.holdout.prompt_version} until{" "}
                        <Moment at={champion.holdout.until} />; if it does better there, the switch is taken back by itself.
                    </p>
                )}
                {experiment.data?.experiment.blocked && (
                    <p className="notice bad">It does not take over by itself: {experiment.data.experiment.blocked.reason}</p>
                )}
                {figures && (
                    <Figures
                        of={figures}
                        required={required}
                        target={target}
                        names={[modelOf(figures.champion.prompt_version), model.name]}
                        experiment={experiment.data}
                    />
                )}
            </div>
        </Card>
    );
}

function Figures(props: {
    of: Schema<"ComparisonFigures">;
    required: number;
    target: number;
    names: readonly [string, string];
    experiment: Schema<"ExperimentReport"> | undefined;
}) {
    const { of: figures, required, target, names, experiment } = props;
    const { champion, tuned } = figures;
    const met = experiment?.experiment.status === "ended" ? "met" : "met_so_far";
    const violations = experiment?.arms.find((arm) => arm.version === tuned.prompt_version)?.violations ?? [];
    const needed = experiment && experiment.experiment.required_per_arm * experiment.arms.length;
    if (champion.explanations + tuned.explanations === 0) return <p className="quiet">Neither of them has explained anything yet.</p>;
    return (
        <>
            <div className="tiles">
                <Tile
                    label="Lift"
                    note={figures.lift_lower === null ? "no votes yet" : interval({ lower: figures.lift_lower, upper: figures.lift_upper })}
                >
                    {signed(figures.lift)}
                </Tile>
                <Tile label={`Target: +${percent(target)}`} note={`+${percent(required)} and significant are needed to switch`}>
                    {figures.meets_target === null ? none : words(figures.meets_target ? met : `not_${met}`)}
                </Tile>
                <Tile label="Cost per quality explanation" note={ratioNote(tuned.cost_per_quality_usd, champion.cost_per_quality_usd)}>
                    {money(tuned.cost_per_quality_usd)}
                </Tile>
                <Tile label="Latency" note={ratioNote(tuned.latency_ms, champion.latency_ms)}>
                    {milliseconds(tuned.latency_ms)}
                </Tile>
                {needed !== undefined && (
                    <Tile
                        label="Answers that count"
                        note={
                            experiment?.expected_end ? (
                                <>
                                    of {count(needed)}; expected end <Day date={experiment.expected_end} />
                                </>
                            ) : (
                                `of ${count(needed)}`
                            )
                        }
                    >
                        {count(champion.answers + tuned.answers)}
                    </Tile>
                )}
            </div>
            {violations.map((one) => (
                <p key={one} className="notice bad">
                    Guardrail: {one}
                </p>
            ))}
            <LiftPlot of={figures} required={required} target={target} />
            <div className="table-region" role="region" aria-label={`Figures of ${figures.signal}`} tabIndex={0}>
                <table className="data tuning-figures">
                    <thead>
                        <tr>
                            <th scope="col">Figure</th>
                            <th scope="col" className="number">
                                {names[0]}
                            </th>
                            <th scope="col" className="number">
                                {names[1]}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows.map(([name, show]) => (
                            <tr key={name}>
                                <th scope="row">{name}</th>
                                <td className="number">{show(champion)}</td>
                                <td className="number">{show(tuned)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            <p className="quiet">
                A quality explanation is one that pleases: its cost is the mean cost over the positive share. As of{" "}
                <Moment at={figures.as_of} />.
            </p>
        </>
    );
}

const rows: readonly (readonly [name: string, show: (arm: Arm) => ReactNode])[] = [
    ["Prompt version", (arm) => arm.prompt_version],
    ["Explanations", (arm) => count(arm.explanations)],
    ["Answers with votes that count", (arm) => count(arm.answers)],
    ["Positive share", (arm) => percent(arm.positive_share)],
    ["95 % interval", (arm) => interval({ lower: arm.positive_share_lower, upper: arm.positive_share_upper })],
    ["Cost of an explanation", (arm) => money(arm.cost_per_explanation_usd)],
    ["Cost per quality explanation", (arm) => money(arm.cost_per_quality_usd)],
    ["Latency", (arm) => milliseconds(arm.latency_ms)],
    ["Fallbacks", (arm) => percent(arm.fallback_rate)],
];

const milliseconds = (value: number | null) => (value === null ? none : `${count(Math.round(value))} ms`);

const signed = (value: number | null) => (value === null ? none : `${value >= 0 ? "+" : "−"}${percent(Math.abs(value))}`);

/** How many times the other one's figure it is. */
const ratioNote = (own: number | null, other: number | null) =>
    own === null || other === null || other === 0 ? "no comparison yet" : `${decimal(own / other)}× what it is compared with`;
