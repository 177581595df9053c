import { getRouteApi } from "@tanstack/react-router";
import { api, type Schema } from "../Shared/api";
import { type Column, countColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { decimal, percent, points } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Answer, Empty } from "../Shared/States";
import { parts } from "./search";

const route = getRouteApi("/app/experiments/$id");

const partColumns: Column<Schema<"PartComparison">>[] = [
    textColumn("part", "Part", (one) => one.part),
    textColumn("version", "Version", (one) => one.version),
    { id: "difference", title: "Difference", kind: "number", value: (one) => one.difference, cell: (one) => points(one.difference) },
    {
        id: "interval",
        title: "95 % interval",
        kind: "number",
        value: (one) => one.lower,
        cell: (one) => <span className="quiet">{`${points(one.lower)} to ${points(one.upper)}`}</span>,
    },
    countColumn("answers", "n", (one) => one.answers),
    countColumn("champion_answers", "n of the champion", (one) => one.champion_answers),
    { id: "q_value", title: "q", kind: "number", value: (one) => one.q_value, cell: (one) => decimal(one.q_value, 3) },
    {
        id: "chance_to_win",
        title: "Chance to win",
        kind: "number",
        value: (one) => one.chance_to_win,
        cell: (one) => percent(one.chance_to_win),
    },
];

/** The differences within tickers, hours and the other parts that an experiment can be cut into. */
export function Segments({ id }: { id: string }) {
    const { by = "ticker" } = route.useSearch();
    const navigate = route.useNavigate();
    const query = api.useQuery("get", "/api/admin/llm-ab-tests/{id}/breakdown", { params: { path: { id }, query: { by } } });
    return (
        <Card title="Segments" flush>
            <div style={{ padding: "8px 16px" }}>
                <Filters>
                    <ChoiceFilter
                        label="By"
                        value={by === "ticker" ? undefined : by}
                        choices={parts.slice(1)}
                        all="Ticker"
                        onChange={(chosen) => void navigate({ search: { by: chosen }, replace: true, resetScroll: false })}
                    />
                </Filters>
            </div>
            <Answer of={query}>
                {(data) => (
                    <DataTable
                        name="Segments"
                        rows={data.comparisons}
                        columns={partColumns}
                        rowKey={(one) => `${one.part} ${one.version}`}
                        empty={<Empty title="No segment has enough answers" />}
                    />
                )}
            </Answer>
        </Card>
    );
}
