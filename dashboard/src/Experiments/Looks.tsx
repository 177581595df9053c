import type { Schema } from "../Shared/api";
import { type Column, countColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { percent } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { Empty } from "../Shared/States";

interface LookRow {
    look: Schema<"Look">;
    arm: Schema<"ArmFigures">;
}

const lookColumns: Column<LookRow>[] = [
    { id: "at", title: "Look", value: ({ look }) => look.at, cell: ({ look }) => <Moment at={look.at} /> },
    textColumn("through", "Through", ({ look }) => look.through),
    textColumn("version", "Version", ({ arm }) => arm.version),
    countColumn("explanations", "Explanations", ({ arm }) => arm.explanations),
    countColumn("votes", "Votes", ({ arm }) => arm.votes),
    {
        id: "positive",
        title: "Positive votes",
        kind: "number",
        value: ({ arm }) => (arm.votes > 0 ? arm.positive / arm.votes : null),
        cell: ({ arm }) => percent(arm.votes > 0 ? arm.positive / arm.votes : null),
    },
    countColumn("answers", "Answers that count", ({ arm }) => arm.observed?.answers),
    {
        id: "counted",
        title: "Positive, that count",
        kind: "number",
        value: ({ arm }) => (arm.observed && arm.observed.answers > 0 ? arm.observed.share_sum / arm.observed.answers : null),
        cell: ({ arm }) => percent(arm.observed && arm.observed.answers > 0 ? arm.observed.share_sum / arm.observed.answers : null),
    },
];

/** What each arm had at each look, the latest first. */
export function Looks({ experiment }: { experiment: Schema<"Experiment"> }) {
    const rows = experiment.looks.toReversed().flatMap((look) => look.arms.map((arm) => ({ look, arm })));
    return (
        <Card title="Figures at each look" flush>
            <DataTable
                name="Looks"
                rows={rows}
                columns={lookColumns}
                rowKey={({ look, arm }) => `${look.occurrence} ${arm.version}`}
                empty={<Empty title="No look yet">Each Monday at 02:00 UTC the figures are looked at once.</Empty>}
            />
        </Card>
    );
}
