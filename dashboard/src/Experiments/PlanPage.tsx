import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useMay } from "../Access/session";
import { usePrompts } from "../Prompts/usePrompts";
import { client, type Schema } from "../Shared/api";
import { chosen, count, decimal, percent, points } from "../Shared/format";
import { done } from "../Shared/done";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { signals } from "../Shared/signals";
import { Answer, Failed, Loading } from "../Shared/States";
import { evenSplit } from "./split";

type Plan = Schema<"ExperimentPlanInput">;

const route = getRouteApi("/app/experiments/plan");

/** Plans an experiment: what it needs and how long that takes, before it is started. */
export function PlanPage() {
    const { signal = "BUY", versions } = route.useSearch();
    const navigate = route.useNavigate();
    const prompts = usePrompts();
    const chosen = versions?.split(" ") ?? [];
    return (
        <>
            <PageHead title="Plan an experiment" lead={<Link to="/experiments">All experiments</Link>} />
            <Answer of={prompts}>
                {(data) => {
                    const champion = data.signals.find((one) => one.signal === signal);
                    const candidates = data.versions.filter(
                        (one) =>
                            (one.signal === signal || one.signal === null) &&
                            one.prompt_version !== champion?.champion &&
                            !champion?.archived.includes(one.prompt_version),
                    );
                    const choose = (version: string, isChosen: boolean) =>
                        void navigate({
                            search: (before) => ({
                                ...before,
                                versions:
                                    (isChosen ? [...chosen, version] : chosen.filter((one) => one !== version)).join(" ") || undefined,
                            }),
                            replace: true,
                            resetScroll: false,
                        });
                    return (
                        <div className="grid">
                            <Card title="Arms">
                                <div className="stack">
                                    <NativeSelect
                                        label="Signal"
                                        value={signal}
                                        data={[...signals]}
                                        onChange={(event) =>
                                            void navigate({
                                                search: { signal: signals.find((one) => one === event.currentTarget.value) },
                                                replace: true,
                                            })
                                        }
                                    />
                                    <p>
                                        Champion: <strong>{champion?.champion ?? "–"}</strong>
                                        {champion?.experiment && (
                                            <>
                                                {" "}
                                                –{" "}
                                                <Link to="/experiments/$id" params={{ id: champion.experiment.id }}>
                                                    {champion.experiment.id}
                                                </Link>{" "}
                                                runs on this signal; only one at a time can.
                                            </>
                                        )}
                                    </p>
                                    <fieldset>
                                        <legend>Challengers</legend>
                                        <div className="stack" style={{ marginTop: 8 }}>
                                            {candidates.map((one) => (
                                                <Checkbox
                                                    key={one.prompt_version}
                                                    size="xs"
                                                    label={one.prompt_version}
                                                    description={one.text.length > 110 ? `${one.text.slice(0, 110)} …` : one.text}
                                                    checked={chosen.includes(one.prompt_version)}
                                                    onChange={(event) => choose(one.prompt_version, event.currentTarget.checked)}
                                                />
                                            ))}
                                            {candidates.length === 0 && (
                                                <p className="quiet">
                                                    There is no version in reserve for this signal: those of earlier experiments are
                                                    archived. <Link to="/prompts">Generate variants, or write one.</Link>
                                                </p>
                                            )}
                                        </div>
                                    </fieldset>
                                </div>
                            </Card>
                            {champion && chosen.length > 0 ? (
                                <Planner key={signal} signal={signal} arms={[champion.champion, ...chosen]} />
                            ) : (
                                <Card title="Forecast">
                                    <p className="quiet">Choose at least one challenger.</p>
                                </Card>
                            )}
                        </div>
                    );
                }}
            </Answer>
        </>
    );
}

function Planner({ signal, arms }: { signal: Plan["signal"]; arms: string[] }) {
    const navigate = route.useNavigate();
    const mayDecide = useMay("decide");
    const [rule, setRule] = useState<NonNullable<Plan["decision_rule"]>>("group_sequential");
    const [metric, setMetric] = useState<NonNullable<Plan["success_metric"]>>("positive_feedback_pct");
    const [effect, setEffect] = useState("10");
    const [power, setPower] = useState("95");
    const [days, setDays] = useState("7");
    const [isAsking, setAsking] = useState(false);
    const plan: Plan = {
        signal,
        traffic_split: evenSplit(arms),
        decision_rule: rule,
        success_metric: metric,
        min_duration_days: Number(days),
        minimum_detectable_effect: Number(effect) / (metric === "avg_rating" ? 1 : 100),
        power: Number(power) / 100,
    };
    const forecast = useQuery({
        queryKey: ["forecast", plan],
        queryFn: async () => {
            const { data, error } = await client.POST("/api/admin/llm-ab-tests/forecast", { body: plan });
            if (error) throw error;
            return data;
        },
    });
    const start = async () => {
        const started = await done(client.POST("/api/admin/llm-ab-tests", { body: plan }), "/api/admin/llm-ab-tests", "/api/admin/prompts");
        await navigate({ to: "/experiments/$id", params: { id: started.id } });
    };
    const shares = arms.map((arm, index) => `${arm} ${chosen(Object.values(plan.traffic_split)[index])}`);
    return (
        <Card title="Forecast">
            <form
                className="stack"
                onSubmit={(event: FormEvent) => {
                    event.preventDefault();
                    setAsking(true);
                }}
            >
                <div className="row end">
                    <NativeSelect
                        label="Decision rule"
                        value={rule}
                        data={[
                            { value: "group_sequential", label: "Group sequential" },
                            { value: "anytime", label: "Anytime" },
                            { value: "chi_square", label: "χ²" },
                        ]}
                        onChange={(event) => setRule(event.currentTarget.value as typeof rule)}
                    />
                    <NativeSelect
                        label="Metric"
                        value={metric}
                        data={[
                            { value: "positive_feedback_pct", label: "Positive share" },
                            { value: "avg_rating", label: "Mean stars" },
                        ]}
                        onChange={(event) => setMetric(event.currentTarget.value as typeof metric)}
                    />
                    <TextInput
                        label={metric === "avg_rating" ? "Effect, stars" : "Effect, points"}
                        w={110}
                        type="number"
                        min={0.1}
                        step={0.1}
                        value={effect}
                        onChange={(event) => setEffect(event.currentTarget.value)}
                    />
                    <TextInput
                        label="Power, %"
                        w={90}
                        type="number"
                        min={50}
                        max={99}
                        value={power}
                        onChange={(event) => setPower(event.currentTarget.value)}
                    />
                    <TextInput
                        label="Days at least"
                        w={110}
                        type="number"
                        min={7}
                        max={365}
                        value={days}
                        onChange={(event) => setDays(event.currentTarget.value)}
                    />
                </div>
                {forecast.isError ? (
                    <Failed error={forecast.error} />
                ) : forecast.data ? (
                    <ForecastFacts of={forecast.data} arms={arms} />
                ) : (
                    <Loading what="Forecast" />
                )}
                {mayDecide ? (
                    <div className="row">
                        <Button type="submit" disabled={!forecast.data}>
                            Start the experiment
                        </Button>
                    </div>
                ) : (
                    <p className="quiet">Starting needs the scope “decide”.</p>
                )}
            </form>
            {isAsking && (
                <ReasonDialog
                    title={`Start an experiment on ${signal}`}
                    consequence={`Each new explanation of ${signal} is drawn by lot: ${shares.join(", ")}.`}
                    confirm="Start"
                    hasReason={false}
                    onConfirm={start}
                    onClose={() => setAsking(false)}
                />
            )}
        </Card>
    );
}

function ForecastFacts({ of, arms }: { of: Schema<"ExperimentForecast">; arms: readonly string[] }) {
    return (
        <>
            <Facts
                of={[
                    ["Answers needed", `${count(of.required_per_arm)} per arm, ${count(of.required_per_arm * arms.length)} in all`],
                    ["Explanations needed", count(of.required_explanations)],
                    ["Answers a day", decimal(of.answers_per_day, 1)],
                    ["Explanations a day", decimal(of.explanations_per_day, 1)],
                    ["Base line", percent(of.base_line)],
                    ["Days to that sample", of.days_to_sample === null ? "never at this traffic" : count(of.days_to_sample)],
                    ["Days to confirm", of.days_to_confirm === null ? "–" : count(of.days_to_confirm)],
                    ["Ends at the latest after", `${count(of.max_duration_days)} days`],
                    ["Effect that can be found", points(of.detectable_effect)],
                    ["Smallest effect in that time", points(of.smallest_effect)],
                ]}
            />
            {of.warnings.map((warning) => (
                <p key={warning} className="notice">
                    {warning}
                </p>
            ))}
        </>
    );
}
