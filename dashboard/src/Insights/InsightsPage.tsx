import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { client, type Schema } from "../Shared/api";
import { type Column, momentColumn, rateColumns, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { done } from "../Shared/done";
import { ChoiceFilter, Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { count, decimal, words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { tell } from "../Shared/Notices";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { InsightEvidence, InsightState } from "./InsightCard";
import { InsightTabs } from "./InsightTabs";
import { activities, decisions, insightTypes } from "./search";

type Insight = Schema<"Insight">;

const route = getRouteApi("/app/insights");
const levels = ["0", "0.3", "0.5", "0.6", "0.8", "0.95"] as const;
const activityNames = { true: "Served", false: "Pruned", any: "Both" } as const;

/** What the journal found: under which conditions trades win more, or less, often. */
export function InsightsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const mayDecide = useMay("decide");
    const [dialog, setDialog] = useState<"aggregate" | "prune" | null>(null);
    const set = (change: Partial<typeof search>) =>
        void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
    const sort = search.sort ?? "-confidence_score";
    const active = search.active ?? "true";
    const list = useRows("/api/learning/insights", {
        insight_type: search.type,
        min_confidence: search.confidence ?? 0,
        active,
        decision: search.decision,
        sort,
    });
    const chosen = list.rows.find((one) => one.id === search.insight);

    const columns: Column<Insight>[] = [
        {
            id: "insight",
            title: "Insight",
            kind: "wrap",
            value: (one) => one.insight,
            cell: (one) => (
                <Link to="/insights" search={{ ...search, insight: one.id }} replace resetScroll={false}>
                    {one.insight}
                </Link>
            ),
        },
        {
            id: "is_better",
            title: "Effect",
            value: (one) => one.is_better,
            cell: (one) => <Tag tone={one.is_better ? "good" : "bad"}>{one.is_better ? "Wins more" : "Wins less"}</Tag>,
        },
        {
            id: "confidence_score",
            title: "Confidence",
            kind: "number",
            sort: "confidence_score",
            value: (one) => one.confidence_score,
            cell: (one) => decimal(one.confidence_score, 3),
        },
        ...rateColumns<Insight>("win_rate", "Wins", (one) => one.win_rate),
        ...rateColumns<Insight>("rest_win_rate", "Wins of the rest", (one) => one.rest_win_rate),
        textColumn("type", "Type", (one) => words(one.insight_type)),
        textColumn("found_by", "Found by", (one) => one.found_by),
        {
            id: "is_active",
            title: "State",
            value: (one) => one.is_active,
            cell: (one) => <InsightState of={one} />,
        },
        momentColumn("created_at", "Found", (one) => one.created_at, "created_at"),
        momentColumn("updated_at", "Last evidence", (one) => one.updated_at, "updated_at"),
    ];

    return (
        <>
            <PageHead title="Insights" lead="What engines are told before the next trade, each with the trades behind it.">
                {mayDecide && (
                    <>
                        <Button variant="default" onClick={() => setDialog("aggregate")}>
                            Look for more
                        </Button>
                        <Button variant="default" onClick={() => setDialog("prune")}>
                            Prune
                        </Button>
                    </>
                )}
                <Freshness at={list.readAt} />
            </PageHead>
            <InsightTabs />
            <Filters>
                <ChoiceFilter label="Type" value={search.type} choices={insightTypes} onChange={(type) => set({ type })} />
                <ChoiceFilter
                    label="Confidence at least"
                    value={levels.find((level) => level === String(search.confidence))}
                    choices={levels}
                    all="Any"
                    name={(level) => level}
                    onChange={(level) => set({ confidence: level ? Number(level) : undefined })}
                />
                <ChoiceFilter
                    label="State"
                    value={search.active}
                    choices={activities.slice(1)}
                    all="Served"
                    name={(one) => activityNames[one]}
                    onChange={(one) => set({ active: one })}
                />
                <ChoiceFilter label="Decision" value={search.decision} choices={decisions} onChange={(decision) => set({ decision })} />
            </Filters>
            {chosen && (
                <Card
                    title={chosen.insight}
                    actions={
                        <Button variant="default" onClick={() => set({ insight: undefined })}>
                            Close
                        </Button>
                    }
                >
                    <InsightEvidence of={chosen} />
                </Card>
            )}
            <Card flush>
                <ListTable
                    name="Insights"
                    of={list}
                    columns={columns}
                    rowKey={(one) => one.id}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={
                        <Empty title="No insights that these filters find">They are looked for every night among reviewed trades.</Empty>
                    }
                />
            </Card>
            {dialog === "aggregate" && (
                <ReasonDialog
                    title="Look for more insights"
                    consequence={
                        "All reviewed trades are searched now, by statistics and, where one is configured, by the model. " +
                        "Every claim is checked against the trades."
                    }
                    confirm="Look for more"
                    hasReason={false}
                    onConfirm={async () => {
                        const found = await done(client.POST("/api/learning/aggregate", { body: {} }), "/api/learning");
                        tell({
                            tone: "good",
                            title: `${count(found.found.length)} insights in ${count(found.trades)} trades`,
                            message: `${count(found.refused.length)} claims were refused.`,
                        });
                    }}
                    onClose={() => setDialog(null)}
                />
            )}
            {dialog === "prune" && (
                <ReasonDialog
                    title="Prune insights"
                    consequence={
                        "Insights of a confidence below 0.3 are no longer served. " +
                        "They are kept, and come back when trades support them again."
                    }
                    confirm="Prune"
                    hasReason={false}
                    onConfirm={async () => {
                        const { pruned } = await done(client.POST("/api/learning/prune", {}), "/api/learning");
                        tell({ tone: "good", title: pruned === 1 ? "1 insight was pruned" : `${count(pruned)} insights were pruned` });
                    }}
                    onClose={() => setDialog(null)}
                />
            )}
        </>
    );
}
