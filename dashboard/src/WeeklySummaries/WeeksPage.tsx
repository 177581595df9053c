import { getRouteApi, Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, moneyColumn, rateColumns, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { reviewStatuses } from "./search";
import { weekName } from "./weeks";

type Week = Schema<"WeeklySummaryRecord">;

const route = getRouteApi("/app/weekly-summaries");

export function ReviewTag({ review }: { review: Week["review"] }) {
    const status = review?.review_status ?? "pending";
    return <Tag tone={status === "pending" ? "warn" : "good"}>{words(status)}</Tag>;
}

const columns: Column<Week>[] = [
    {
        id: "week",
        title: "Week",
        sort: "week",
        value: ({ summary }) => weekName(summary.week),
        cell: ({ summary: { week } }) => (
            <Link to="/weekly-summaries/$year/$week" params={{ year: String(week.year), week: String(week.week) }}>
                {weekName(week)}
            </Link>
        ),
    },
    textColumn("monday", "Begins", ({ summary }) => summary.week.monday),
    {
        id: "review",
        title: "Review",
        value: ({ review }) => review?.review_status ?? "pending",
        cell: ({ review }) => <ReviewTag review={review} />,
    },
    countColumn("total", "Sent", ({ summary }) => summary.figures.total),
    ...rateColumns<Week>("consent", "Consent", ({ summary }) => summary.figures.consent),
    countColumn("unreviewed", "Without reason", ({ summary }) => summary.figures.unreviewed),
    moneyColumn("pnl", "P&L", ({ summary }) => summary.figures.pnl),
    countColumn("patterns", "Patterns", ({ summary }) => summary.patterns.length),
    countColumn("proposals", "Proposals", ({ summary }) => summary.candidates.length),
    textColumn("by", "Reviewed by", ({ review }) => review?.by),
    { ...momentColumn<Week>("generated_at", "Generated", ({ summary }) => summary.generated_at), sort: "generated_at" },
];

/** The weeks, each to be worked through. */
export function WeeksPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "-week";
    const list = useRows(
        "/api/v1/strategies/learning/weekly-summaries",
        { year: search.year, review_status: search.status, sort },
        { largest: 100 },
    );
    return (
        <>
            <PageHead
                title="Weekly review"
                lead="What was recommended in a week, what was done, and what the figures propose. Weeks are Pacific, Monday to Sunday."
            >
                <Freshness at={list.readAt} />
            </PageHead>
            <Filters>
                <ChoiceFilter label="Review" value={search.status} choices={reviewStatuses} onChange={(status) => set({ status })} />
            </Filters>
            <Card flush>
                <ListTable
                    name="Weeks"
                    of={list}
                    columns={columns}
                    rowKey={({ summary }) => weekName(summary.week)}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title="No weekly summaries">The first is made on Saturday at 09:00 Pacific.</Empty>}
                />
            </Card>
        </>
    );
}
