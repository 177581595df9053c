import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { api, client, type Schema } from "../Shared/api";
import { type Column, momentColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { done } from "../Shared/done";
import { Freshness } from "../Shared/Freshness";
import { count, decimal, money, none, words } from "../Shared/format";
import { Card, Facts, PageHead, Tile } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { LossChart } from "./LossChart";
import { jobTones } from "./tones";
import { TuningTabs } from "./TuningTabs";

type Job = Schema<"TuningJob">;

const route = getRouteApi("/app/fine-tuning/jobs/$id");
const path = "/api/admin/fine-tuning/jobs";

const eventColumns: Column<Schema<"TuningEvent">>[] = [
    momentColumn("at", "At", (one) => one.at),
    {
        id: "level",
        title: "Level",
        value: (one) => one.level,
        cell: (one) => <Tag tone={one.level === "error" ? "bad" : one.level.startsWith("warn") ? "warn" : "plain"}>{words(one.level)}</Tag>,
    },
    textColumn("message", "Message", (one) => one.message, "wrap"),
];

/** One job: where it stands, its loss, what the provider said, and its end. */
export function JobPage() {
    const { id } = route.useParams();
    const mayDecide = useMay("decide");
    const [isAsking, setAsking] = useState(false);
    const at = { params: { path: { id } } };
    const job = api.useQuery("get", `${path}/{id}`, at, { refetchInterval: ({ state }) => (state.data?.has_ended ? 60_000 : 10_000) });
    return (
        <>
            <PageHead title={`Job ${id}`} lead={<Link to="/fine-tuning/jobs">All jobs</Link>}>
                {job.data && <Tag tone={jobTones[job.data.status]}>{words(job.data.status)}</Tag>}
                {mayDecide && job.data && !job.data.has_ended && !job.data.cancelled_by && (
                    <Button variant="default" className="danger" onClick={() => setAsking(true)}>
                        Cancel the job
                    </Button>
                )}
                <Freshness at={job.dataUpdatedAt} every={job.data?.has_ended ? 60 : 10} />
            </PageHead>
            <TuningTabs />
            <Answer of={job}>{(data) => <JobView job={data} />}</Answer>
            {isAsking && job.data && (
                <ReasonDialog
                    title={`Cancel ${id}`}
                    consequence={
                        <p>
                            The provider is asked to end the training. No model comes of it, and it can’t be started again, but a new job
                            can be. What was trained until then is charged, at most {money(job.data.estimated_cost_usd)}.
                        </p>
                    }
                    confirm="Cancel the job"
                    isDangerous
                    onConfirm={(reason) => done(client.POST(`${path}/{id}/cancel`, { ...at, body: { reason } }), "/api/admin/fine-tuning")}
                    onClose={() => setAsking(false)}
                />
            )}
        </>
    );
}

function JobView({ job }: { job: Job }) {
    const last = job.losses.at(-1);
    return (
        <>
            {job.error && <p className={job.has_ended ? "notice bad" : "notice"}>{job.error}</p>}
            {job.cancelled_by && (
                <p className="notice">
                    {job.has_ended ? "Cancelled" : "To be cancelled"} by {job.cancelled_by}: {job.cancel_reason}
                </p>
            )}
            <div className="tiles">
                <Tile label="Step" note="the last one that the provider named">
                    {last ? count(last.step) : none}
                </Tile>
                <Tile label="Loss" note={last?.test == null ? "on what it trains on" : `${decimal(last.test, 3)} on what is held out`}>
                    {decimal(last?.train, 3)}
                </Tile>
                <Tile label="Trained tokens" note={`${job.epochs} epochs`}>
                    {job.trained_tokens === null ? none : count(job.trained_tokens)}
                </Tile>
                <Tile label="Cost" note={`at most ${money(job.estimated_cost_usd)} was expected`}>
                    {money(job.cost_usd)}
                </Tile>
            </div>
            <Card title="Loss">
                <LossChart of={job.losses} />
            </Card>
            <Card title="Events" flush>
                <DataTable
                    name="Events"
                    rows={job.events.toReversed()}
                    columns={eventColumns}
                    rowKey={(one) => one.id}
                    empty={<Empty title="The provider has said nothing yet" />}
                />
            </Card>
            <Card title="Plan">
                <Facts
                    of={[
                        [
                            "Dataset",
                            <Link key="d" to="/fine-tuning/datasets" search={{ dataset: job.dataset }} className="code">
                                {job.dataset.slice(0, 12)}
                            </Link>,
                        ],
                        ["Base model", job.base_model],
                        ["Epochs", count(job.epochs)],
                        ["Batch size", job.batch_size === null ? "the provider’s choice" : count(job.batch_size)],
                        [
                            "Learning rate ×",
                            job.learning_rate_multiplier === null ? "the provider’s choice" : String(job.learning_rate_multiplier),
                        ],
                        ["Suffix", job.suffix],
                        ["Files at the provider", [job.training_file, job.validation_file].filter(Boolean).join(", ") || none],
                        ["Job at the provider", job.provider_job ?? none],
                        ["Model at the provider", job.provider_model ?? none],
                        [
                            "Model",
                            job.model ? (
                                <Link key="m" to="/fine-tuning/models/$name" params={{ name: job.model }}>
                                    {job.model}
                                </Link>
                            ) : (
                                none
                            ),
                        ],
                        [
                            "Started",
                            <span key="s">
                                <Moment at={job.started_at} /> by {job.started_by}
                            </span>,
                        ],
                        ["Ended", <Moment key="e" at={job.ended_at} />],
                    ]}
                />
            </Card>
        </>
    );
}
