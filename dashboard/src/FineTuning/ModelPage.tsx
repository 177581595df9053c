import { getRouteApi, Link } from "@tanstack/react-router";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { Freshness } from "../Shared/Freshness";
import { count, duration, money, none, percent, words } from "../Shared/format";
import { Card, Facts, PageHead, Tile } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { Answer } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { ComparisonCard } from "./ComparisonCard";
import { modelTones } from "./tones";
import { TuningTabs } from "./TuningTabs";
import "./tuning.css";

const route = getRouteApi("/app/fine-tuning/models/$name");

const faultColumns: Column<Schema<"FaultCount">>[] = [
    textColumn("fault", "Fault", (one) => one.fault, "wrap"),
    countColumn("count", "Answers", (one) => one.count),
];

/** One tuned model: its test, and how it does against the model that explains each signal. */
export function ModelPage() {
    const { name } = route.useParams();
    const report = api.useQuery("get", "/api/admin/fine-tuning/models/{name}", { params: { path: { name } } }, { refetchInterval: 30_000 });
    return (
        <>
            <PageHead title={name} lead={<Link to="/fine-tuning/models">All tuned models</Link>}>
                {report.data && <Tag tone={modelTones[report.data.model.status]}>{words(report.data.model.status)}</Tag>}
                <Freshness at={report.dataUpdatedAt} />
            </PageHead>
            <TuningTabs />
            <Answer of={report}>{(data) => <ModelView report={data} />}</Answer>
        </>
    );
}

function ModelView({ report }: { report: Schema<"TunedModelReport"> }) {
    const { model } = report;
    return (
        <>
            {model.comparisons.map((one) => (
                <ComparisonCard
                    key={one.signal}
                    model={model}
                    comparison={one}
                    figures={report.figures.find((figures) => figures.signal === one.signal)}
                    required={report.required_lift}
                    target={report.target_lift}
                />
            ))}
            <SmokeCard of={model.smoke} />
            <Card title="Model">
                <Facts
                    of={[
                        ["At the provider", model.provider_model],
                        ["Base model", model.parent],
                        [
                            "Dataset",
                            <Link key="d" to="/fine-tuning/datasets" search={{ dataset: model.dataset }} className="code">
                                {model.dataset.slice(0, 12)}
                            </Link>,
                        ],
                        [
                            "Job",
                            <Link key="j" to="/fine-tuning/jobs/$id" params={{ id: model.job }}>
                                {model.job}
                            </Link>,
                        ],
                        [
                            "Price of a million tokens",
                            `${money(model.input_usd_per_million_tokens)} in, ${money(model.output_usd_per_million_tokens)} out`,
                        ],
                        ["Registered", <Moment key="r" at={model.registered_at} />],
                    ]}
                />
            </Card>
        </>
    );
}

function SmokeCard({ of: smoke }: { of: Schema<"SmokeReport"> | null }) {
    if (!smoke)
        return (
            <Card title="Test on held-out examples">
                <p className="quiet">It is not tested yet. Until it is, it gets no traffic.</p>
            </Card>
        );
    return (
        <Card title="Test on held-out examples">
            <div className="stack">
                <p className={smoke.failure ? "notice bad" : "notice good"}>{smoke.failure ?? "It passed, and may be compared."}</p>
                <div className="tiles">
                    <Tile label="Sound" note="format and guardrails">
                        {smoke.sound} of {smoke.asked}
                    </Tile>
                    <Tile label="Well-formed" note={`${count(smoke.answered)} answers came`}>
                        {percent(smoke.asked === 0 ? null : smoke.well_formed / smoke.asked)}
                    </Tile>
                    <Tile label="Latency" note={smoke.p95_ms === null ? "no answers" : `95 % within ${duration(smoke.p95_ms / 1000)}`}>
                        {smoke.median_ms === null ? none : duration(smoke.median_ms / 1000)}
                    </Tile>
                    <Tile label="Cost" note="of the test">
                        {money(smoke.cost_usd)}
                    </Tile>
                </div>
                {smoke.faults.length > 0 && (
                    <DataTable name="Faults" rows={smoke.faults} columns={faultColumns} rowKey={(one) => one.fault} empty={null} />
                )}
            </div>
        </Card>
    );
}
