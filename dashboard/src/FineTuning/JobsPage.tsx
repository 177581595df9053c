import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { money, words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { jobStatuses } from "./search";
import { StartDialog } from "./StartDialog";
import { jobTones } from "./tones";
import { TuningTabs } from "./TuningTabs";

type Job = Schema<"TuningJob">;

const route = getRouteApi("/app/fine-tuning/jobs");

const columns: Column<Job>[] = [
    {
        id: "id",
        title: "Job",
        value: (one) => one.id,
        cell: (one) => (
            <Link to="/fine-tuning/jobs/$id" params={{ id: one.id }}>
                {one.id}
            </Link>
        ),
    },
    {
        id: "status",
        title: "Status",
        value: (one) => one.status,
        cell: (one) => <Tag tone={jobTones[one.status]}>{words(one.status)}</Tag>,
    },
    textColumn("base_model", "Base model", (one) => one.base_model),
    countColumn("epochs", "Epochs", (one) => one.epochs),
    countColumn("trained_tokens", "Trained tokens", (one) => one.trained_tokens),
    {
        id: "cost_usd",
        title: "Cost",
        kind: "number",
        value: (one) => one.cost_usd,
        cell: (one) => (one.cost_usd === null ? `≤ ${money(one.estimated_cost_usd)}` : money(one.cost_usd)),
    },
    {
        id: "model",
        title: "Model",
        value: (one) => one.model,
        cell: (one) =>
            one.model && (
                <Link to="/fine-tuning/models/$name" params={{ name: one.model }}>
                    {one.model}
                </Link>
            ),
    },
    textColumn("started_by", "By", (one) => one.started_by),
    momentColumn("started_at", "Started", (one) => one.started_at, "started_at"),
    momentColumn("ended_at", "Ended", (one) => one.ended_at),
];

/** Every job that trained a model, or tried to. */
export function JobsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const mayDecide = useMay("decide");
    const [isStarting, setStarting] = useState(false);
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "-started_at";
    const status = api.useQuery("get", "/api/admin/fine-tuning/status", {}, { enabled: mayDecide });
    const list = useRows("/api/admin/fine-tuning/jobs", { status: search.status, sort }, { every: 10_000 });
    return (
        <>
            <PageHead title="Fine-tuning jobs" lead="One job runs at a time; a cycle starts one each month where enough is new.">
                {mayDecide && (
                    <Button disabled={!status.data || status.data.obstacle !== null} onClick={() => setStarting(true)}>
                        Start a job
                    </Button>
                )}
                <Freshness at={list.readAt} every={10} />
            </PageHead>
            <TuningTabs />
            {mayDecide && status.data?.obstacle && <p className="notice">No job can be started now: {status.data.obstacle}</p>}
            <Filters>
                <ChoiceFilter label="Status" value={search.status} choices={jobStatuses} onChange={(to) => set({ status: to })} />
            </Filters>
            <Card flush>
                <ListTable
                    name="Jobs"
                    of={list}
                    columns={columns}
                    rowKey={(one) => one.id}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title={search.status ? "No such job" : "No job was started yet"} />}
                />
            </Card>
            {isStarting && status.data && <StartDialog status={status.data} onClose={() => setStarting(false)} />}
        </>
    );
}
