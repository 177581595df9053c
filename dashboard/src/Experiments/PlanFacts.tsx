import { Fragment } from "react";
import type { Schema } from "../Shared/api";
import { chosen, count, decimal, percent, points, words } from "../Shared/format";
import { Card, Facts } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";

/** What was planned when the experiment was started. */
export function PlanFacts({ of: experiment }: { of: Schema<"Experiment"> }) {
    const { plan } = experiment;
    const { cost_ratio, latency_ratio, fallback_rate_increase, feedback_rate_ratio } = plan.guardrails;
    const guardrails = [
        `cost ≤ ${decimal(cost_ratio, 1)}×`,
        `latency ≤ ${decimal(latency_ratio, 1)}×`,
        `fallbacks ≤ +${chosen(fallback_rate_increase)}`,
        `rated ≥ ${decimal(feedback_rate_ratio, 1)}×`,
    ];
    return (
        <Card title="Plan">
            <Facts
                of={[
                    ["Signal", plan.signal],
                    ["Metric", words(plan.metric)],
                    ["Rule", words(plan.rule)],
                    ["Level", decimal(experiment.level, 3)],
                    ["Smallest effect looked for", points(plan.minimum_detectable_effect)],
                    ["Effect that can be found", points(experiment.detectable_effect)],
                    ["Power", chosen(plan.power)],
                    ["Base line", percent(experiment.base_line)],
                    ["Explanations required", experiment.required_explanations === null ? "–" : count(experiment.required_explanations)],
                    [
                        "Duration",
                        `${plan.min_duration_days} to ${plan.max_duration_days ?? "–"} days, votes ${plan.vote_window_days} days each`,
                    ],
                    ["Guardrails", guardrails.join(", ")],
                    [
                        "Started",
                        <Fragment key="s">
                            <Moment at={experiment.started_at} /> by {plan.started_by}
                        </Fragment>,
                    ],
                ]}
            />
        </Card>
    );
}
