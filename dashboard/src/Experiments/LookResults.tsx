import { VersionLink } from "../Prompts/ChampionCard";
import type { Schema } from "../Shared/api";
import { type Column, momentColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { decimal, percent, points } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { LookChart } from "./LookChart";

type Result = Schema<"LookResult">;

const columns: Column<Result>[] = [
    momentColumn<Result>("at", "Look", (one) => one.at),
    textColumn("through", "Through", (one) => one.through),
    { id: "version", title: "Version", value: (one) => one.version, cell: (one) => <VersionLink version={one.version} /> },
    { id: "difference", title: "Difference", kind: "number", value: (one) => one.difference, cell: (one) => points(one.difference) },
    { id: "z", title: "z", kind: "number", value: (one) => one.z, cell: (one) => decimal(one.z) },
    { id: "boundary", title: "Boundary", kind: "number", value: (one) => one.boundary, cell: (one) => decimal(one.boundary) },
    {
        id: "information_fraction",
        title: "Information",
        kind: "number",
        value: (one) => one.information_fraction,
        cell: (one) => percent(one.information_fraction),
    },
    {
        id: "has_crossed",
        title: "Crossed",
        value: (one) => one.has_crossed,
        cell: (one) => (one.has_crossed ? <Tag tone="good">Crossed</Tag> : "no"),
    },
];

/** Each challenger at each look, against the boundary that it had to cross. */
export const LookResults = ({ of }: { of: readonly Result[] }) => (
    <Card title="Looks and their boundary" flush>
        <div style={{ padding: "0 16px" }}>
            <LookChart of={of} />
        </div>
        <DataTable
            name="Looks and their boundary"
            rows={of.toReversed()}
            columns={columns}
            rowKey={(one) => `${one.at} ${one.version}`}
            empty={<Empty title="No look yet">Each Monday at 02:00 UTC the figures are looked at once.</Empty>}
        />
    </Card>
);
