import { getRouteApi, Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { useRows } from "../Shared/useRows";
import { ChangeStatusTag } from "./ChangeCard";
import { statuses } from "./search";

type Change = Schema<"AlgorithmChange">;

const route = getRouteApi("/app/algorithm-changes");

const columns: Column<Change>[] = [
    {
        id: "proposal",
        title: "Proposal",
        kind: "wrap",
        value: (change) => change.proposal,
        cell: (change) => (
            <Link to="/algorithm-changes/$id" params={{ id: change.id }}>
                {change.proposal}
            </Link>
        ),
    },
    { id: "status", title: "Status", value: (change) => change.status, cell: (change) => <ChangeStatusTag status={change.status} /> },
    textColumn("confidence", "Confidence", (change) => words(change.confidence)),
    textColumn("kind", "Pattern", (change) => words(change.kind)),
    countColumn("weeks", "Weeks", (change) => change.evidence.length),
    countColumn("n", "n", (change) => change.estimate.n),
    textColumn("decided_by", "Last by", (change) => change.history.at(-1)?.by),
    momentColumn("updated_at", "Last change", (change) => change.history.at(-1)?.at, "updated_at"),
    { ...textColumn<Change>("id", "Id", (change) => change.id), sort: "id" },
];

/** What the figures propose to change in the algorithm, and what people decided. */
export function ChangesPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "-updated_at";
    const list = useRows("/api/v1/strategies/learning/v4-candidates", { status: search.status, sort });
    return (
        <>
            <PageHead
                title="Algorithm changes"
                lead="A pattern becomes a proposal with evidence; a person decides; what was implemented is validated over four weeks."
            >
                <Freshness at={list.readAt} />
            </PageHead>
            <Filters>
                <ChoiceFilter label="Status" value={search.status} choices={statuses} onChange={(status) => set({ status })} />
            </Filters>
            <Card flush>
                <ListTable
                    name="Algorithm changes"
                    of={list}
                    columns={columns}
                    rowKey={(change) => change.id}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title="No proposals">They come of patterns that the weekly summaries find.</Empty>}
                />
            </Card>
        </>
    );
}
