import { getRouteApi, Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { Freshness } from "../Shared/Freshness";
import { words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { signals } from "../Shared/signals";
import { Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { comparisonTones, modelTones } from "./tones";
import { TuningTabs } from "./TuningTabs";

type Model = Schema<"TunedModel">;

const route = getRouteApi("/app/fine-tuning/models");

const columns: Column<Model>[] = [
    {
        id: "name",
        title: "Model",
        value: (one) => one.name,
        cell: (one) => (
            <Link to="/fine-tuning/models/$name" params={{ name: one.name }}>
                {one.name}
            </Link>
        ),
    },
    {
        id: "status",
        title: "Status",
        value: (one) => one.status,
        cell: (one) => <Tag tone={modelTones[one.status]}>{words(one.status)}</Tag>,
    },
    ...signals.map((signal): Column<Model> => ({
        id: signal.toLowerCase(),
        title: signal,
        value: (one) => statusOf(one, signal),
        cell: (one) => {
            const status = statusOf(one, signal);
            return status && <Tag tone={comparisonTones[status]}>{words(status)}</Tag>;
        },
    })),
    textColumn("parent", "Base model", (one) => one.parent),
    {
        id: "smoke",
        title: "Sound answers",
        kind: "number",
        value: (one) => one.smoke?.sound,
        cell: (one) => (one.smoke ? `${one.smoke.sound} of ${one.smoke.asked}` : "–"),
    },
    momentColumn("registered_at", "Registered", (one) => one.registered_at, "registered_at"),
];

const statusOf = (model: Model, signal: string) => model.comparisons.find((one) => one.signal === signal)?.status;

/** The models that jobs made, and how they stand for each signal. */
export function ModelsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const sort = search.sort ?? "-registered_at";
    const list = useRows("/api/admin/fine-tuning/models", { sort });
    return (
        <>
            <PageHead title="Tuned models" lead="Each is tested on held-out examples, and then compared with the champion of each signal.">
                <Freshness at={list.readAt} />
            </PageHead>
            <TuningTabs />
            <Card flush>
                <ListTable
                    name="Tuned models"
                    of={list}
                    columns={columns}
                    rowKey={(one) => one.name}
                    order={{ sort, onSort: (to) => void navigate({ search: { sort: to as typeof search.sort }, replace: true }) }}
                    empty={<Empty title="No tuned models yet">A job that succeeds makes one.</Empty>}
                />
            </Card>
        </>
    );
}
