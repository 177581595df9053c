import { Link } from "@tanstack/react-router";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { Freshness } from "../Shared/Freshness";
import { bytes, decimal, words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { Models } from "./Models";
import { OperationsTabs } from "./OperationsTabs";

type Silo = Schema<"SiloReport">;
type Ledger = Schema<"LedgerFigures">;
type Kind = Schema<"GrainKind">;

const silos: Column<Silo>[] = [
    textColumn("name", "Silo", (silo) => silo.name),
    textColumn("address", "Address", (silo) => silo.address),
    {
        id: "status",
        title: "State",
        value: (silo) => silo.status,
        cell: (silo) => <Tag tone={silo.status === "active" ? "good" : silo.status === "dead" ? "bad" : "warn"}>{words(silo.status)}</Tag>,
    },
    countColumn("activations", "Activations", (silo) => silo.usage?.activations),
    {
        id: "cpu_percent",
        title: "CPU, %",
        kind: "number",
        value: (silo) => silo.usage?.cpu_percent,
        cell: (silo) => decimal(silo.usage?.cpu_percent, 1),
    },
    {
        id: "memory_bytes",
        title: "Memory",
        kind: "number",
        value: (silo) => silo.usage?.memory_bytes,
        cell: (silo) => (silo.usage ? `${bytes(silo.usage.memory_bytes)} of ${bytes(silo.usage.memory_limit_bytes)}` : "–"),
    },
    textColumn("suspected_by", "Suspected by", (silo) => silo.suspected_by.map((one) => one.silo).join(", ") || null),
    momentColumn("started_at", "Started", (silo) => silo.started_at),
    momentColumn("alive_at", "Last seen", (silo) => silo.alive_at),
];

const ledger: Column<Ledger>[] = [
    textColumn("fact", "Facts", (one) => words(one.fact)),
    textColumn("silo", "Silo", (one) => one.silo),
    countColumn("queued", "Queued", (one) => one.queued),
    countColumn("in_flight", "In flight", (one) => one.in_flight),
    countColumn("facts", "Committed", (one) => one.facts),
    countColumn("refused", "Refused", (one) => one.refused),
    {
        id: "failed",
        title: "Failed",
        kind: "number",
        value: (one) => one.failed,
        cell: (one) => <span className={one.failed > 0 ? "bad" : ""}>{one.failed}</span>,
    },
    {
        id: "mean_batch_size",
        title: "Mean batch",
        kind: "number",
        value: (one) => one.mean_batch_size,
        cell: (one) => decimal(one.mean_batch_size, 1),
    },
    {
        id: "commit_latency_ms",
        title: "Commit",
        kind: "number",
        value: (one) => one.commit_latency_ms,
        cell: (one) => `${decimal(one.commit_latency_ms, 1)} ms`,
    },
];

const kinds: Column<Kind>[] = [
    {
        id: "kind",
        title: "Kind",
        value: (one) => one.kind,
        cell: (one) => (
            <Link to="/operations/grains/$kind" params={{ kind: one.kind }}>
                {one.kind}
            </Link>
        ),
    },
    countColumn("activations", "Active", (one) => one.activations),
    countColumn("stored", "Stored", (one) => one.stored),
    textColumn("silos", "By silo", (one) => one.silos.map((silo) => `${silo.silo}: ${silo.activations}`).join(", ") || null, "wrap"),
    textColumn("states", "States", (one) => one.states.join(", ") || null),
    textColumn("worker", "Placement", (one) => (one.stateless_worker ? "stateless worker" : "one activation")),
    textColumn("grain_type", "Type", (one) => one.grain_type),
];

/** How the service runs: silos, what is written, grains, models. */
export function OperationsPage() {
    const every = { refetchInterval: 10_000 };
    const siloList = api.useQuery("get", "/api/admin/silos", {}, every);
    const ledgerFigures = api.useQuery("get", "/api/admin/ledger", {}, every);
    const grainKinds = api.useQuery("get", "/api/admin/grains", {}, every);
    return (
        <>
            <PageHead title="Operations" lead="How the service runs.">
                <Freshness at={siloList.dataUpdatedAt} every={10} />
            </PageHead>
            <OperationsTabs />
            <Card title="Silos" flush>
                <Answer of={siloList}>
                    {(data) => (
                        <DataTable
                            name="Silos"
                            rows={data}
                            columns={silos}
                            rowKey={(silo) => `${silo.address} ${silo.started_at}`}
                            empty={<Empty title="No silos" />}
                        />
                    )}
                </Answer>
            </Card>
            <Card title="Ledger" flush>
                <Answer of={ledgerFigures}>
                    {(data) => (
                        <DataTable
                            name="Ledger"
                            rows={data}
                            columns={ledger}
                            rowKey={(one) => `${one.silo} ${one.fact}`}
                            empty={<Empty title="Nothing was written yet" />}
                        />
                    )}
                </Answer>
            </Card>
            <Models />
            <Card title="Grains" flush>
                <Answer of={grainKinds}>
                    {(data) => (
                        <DataTable
                            name="Grain kinds"
                            rows={data}
                            columns={kinds}
                            rowKey={(one) => one.kind}
                            empty={<Empty title="No grains" />}
                        />
                    )}
                </Answer>
            </Card>
        </>
    );
}
