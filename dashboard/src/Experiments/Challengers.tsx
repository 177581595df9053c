import { Fragment } from "react";
import { VersionLink } from "../Prompts/ChampionCard";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { decimal, percent, points } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { ForestPlot } from "./ForestPlot";

/** The difference of each challenger to the champion, and how far it is from what would decide. */
export function Challengers({ of, champion }: { of: readonly Schema<"Comparison">[]; champion: string }) {
    return (
        <>
            <Card title={`Against the champion ${champion}`}>
                <ForestPlot
                    label="Differences against the champion"
                    effects={of.map((one) => ({
                        name: one.version,
                        difference: one.difference,
                        lower: one.lower,
                        upper: one.upper,
                        tone: one.is_better ? "good" : one.upper !== null && one.upper < 0 ? "bad" : "plain",
                    }))}
                />
                <DataTable
                    name="Challengers"
                    rows={of}
                    columns={comparisons}
                    rowKey={(one) => one.version}
                    empty={<Empty title="No challengers" />}
                />
            </Card>
            <Card title="Boundary at this look">
                <Boundaries challengers={of} />
            </Card>
        </>
    );
}

const comparisons: Column<Schema<"Comparison">>[] = [
    { id: "version", title: "Version", value: (one) => one.version, cell: (one) => <VersionLink version={one.version} /> },
    { id: "difference", title: "Difference", kind: "number", value: (one) => one.difference, cell: (one) => points(one.difference) },
    {
        id: "interval",
        title: "95 % interval",
        kind: "number",
        value: (one) => one.lower,
        cell: (one) => <span className="quiet">{one.lower === null ? "–" : `${points(one.lower)} to ${points(one.upper)}`}</span>,
    },
    { id: "z", title: "z", kind: "number", value: (one) => one.z, cell: (one) => decimal(one.z) },
    { id: "boundary", title: "Boundary", kind: "number", value: (one) => one.boundary, cell: (one) => decimal(one.boundary) },
    {
        id: "adjusted_p_value",
        title: "p, adjusted",
        kind: "number",
        value: (one) => one.adjusted_p_value,
        cell: (one) => decimal(one.adjusted_p_value, 4),
    },
    {
        id: "chance_to_win",
        title: "Chance to win",
        kind: "number",
        value: (one) => one.chance_to_win,
        cell: (one) => percent(one.chance_to_win),
    },
    {
        id: "expected_loss",
        title: "Expected loss",
        kind: "number",
        value: (one) => one.expected_loss,
        cell: (one) => points(one.expected_loss),
    },
    countColumn("looks", "Looks", (one) => one.looks),
    textColumn("verdict", "Verdict", (one) => (one.is_confirmed ? "Better, confirmed" : one.is_better ? "Better" : "Not decided")),
];

/** How far each challenger is from the boundary that its z has to cross at this information. */
function Boundaries({ challengers }: { challengers: readonly Schema<"Comparison">[] }) {
    const known = challengers.filter((one) => one.boundary !== null);
    if (known.length === 0)
        return <p className="quiet">No look yet. The first is on the next Monday at 02:00 UTC with answers that count.</p>;
    const reach = Math.max(...known.flatMap((one) => [one.boundary!, one.z])) * 1.1;
    return (
        <div className="boundary">
            {known.map((one) => (
                <Fragment key={one.version}>
                    <strong>{one.version}</strong>
                    <div className="track" role="img" aria-label={`z ${decimal(one.z)} of ${decimal(one.boundary)}`}>
                        <div
                            className={one.z >= one.boundary! ? "fill over" : "fill"}
                            style={{ width: percent(Math.max(0, one.z / reach)) }}
                        />
                        <div className="limit" style={{ left: percent(one.boundary! / reach) }} />
                    </div>
                    <span className="quiet figure">
                        z {decimal(one.z)} of {decimal(one.boundary)}, {percent(one.information_fraction)} of the information
                    </span>
                </Fragment>
            ))}
        </div>
    );
}
