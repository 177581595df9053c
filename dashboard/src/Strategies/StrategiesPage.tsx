import { Button, Checkbox } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { client, type Schema } from "../Shared/api";
import { actionColumn, type Column, countColumn, rateColumns, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { done } from "../Shared/done";
import { Filters } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { decimal, money } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";

type Strategy = Schema<"StrategyPerformance">;

const route = getRouteApi("/app/strategies");

/** The strategy rules, the most effective first. */
export function StrategiesPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const mayDecide = useMay("decide");
    const [asked, setAsked] = useState<Strategy | null>(null);
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "-effectiveness_score";
    const list = useRows("/api/strategies", { active: search.active, sort });

    const columns: Column<Strategy>[] = [
        {
            id: "id",
            title: "Rule",
            sort: "id",
            value: (one) => one.name,
            cell: (one) => (
                <Link to="/strategies/$id" params={{ id: one.id }}>
                    {one.name}
                </Link>
            ),
        },
        {
            id: "is_active",
            title: "State",
            value: (one) => one.is_active,
            cell: (one) => (one.is_active ? <Tag tone="good">Active</Tag> : <Tag>Retired</Tag>),
        },
        {
            id: "effectiveness_score",
            title: "Effectiveness",
            kind: "number",
            sort: "effectiveness_score",
            value: (one) => one.effectiveness_score,
            cell: (one) => decimal(one.effectiveness_score, 3),
        },
        ...rateColumns<Strategy>("win_rate", "Wins", (one) => one.win_rate),
        { ...countColumn<Strategy>("total_trades", "Trades", (one) => one.total_trades), sort: "total_trades" },
        countColumn("unreviewed_trades", "Not reviewed", (one) => one.unreviewed_trades),
        {
            id: "avg_performance_rating",
            title: "Mean rating",
            kind: "number",
            value: (one) => one.avg_performance_rating,
            cell: (one) => decimal(one.avg_performance_rating),
        },
        textColumn("validity", "Valid / edge / invalid", (one) => `${one.valid} / ${one.edge_cases} / ${one.invalid}`),
        {
            id: "pnl",
            title: "P&L",
            kind: "number",
            value: (one) => one.pnl_by_currency[0]?.pnl,
            cell: (one) => one.pnl_by_currency.map((pnl) => money(pnl.pnl, pnl.currency)).join(", ") || "–",
        },
        ...(mayDecide
            ? [
                  actionColumn<Strategy>((one) => (
                      <Button variant="default" size="compact-xs" onClick={() => setAsked(one)}>
                          {one.is_active ? "Retire" : "Take back"}
                          <span className="visually-hidden"> {one.name}</span>
                      </Button>
                  )),
              ]
            : []),
    ];

    return (
        <>
            <PageHead title="Strategies" lead="The rules that trades follow, scored after each review.">
                <Freshness at={list.readAt} />
            </PageHead>
            <Filters>
                <Checkbox
                    label="Only active"
                    checked={search.active ?? false}
                    onChange={(event) => set({ active: event.currentTarget.checked || undefined })}
                />
            </Filters>
            <Card flush>
                <ListTable
                    name="Strategies"
                    of={list}
                    columns={columns}
                    rowKey={(one) => one.id}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title="No strategy rules">Engines name them with their trades.</Empty>}
                />
            </Card>
            {asked && <RetireDialog of={asked} onClose={() => setAsked(null)} />}
        </>
    );
}

/** Retires a rule, or takes it back. */
export function RetireDialog({ of, onClose }: { of: Schema<"StrategyPerformance">; onClose: () => void }) {
    return (
        <ReasonDialog
            title={of.is_active ? `Retire ${of.name}` : `Take ${of.name} back`}
            consequence={
                of.is_active
                    ? "It is marked as retired, with its score and trades kept. Trades that name it are still taken."
                    : "It counts as active again."
            }
            confirm={of.is_active ? "Retire" : "Take back"}
            hasReason={false}
            onConfirm={() =>
                done(
                    client.PATCH("/api/strategies/{id}", { params: { path: { id: of.id } }, body: { is_active: !of.is_active } }),
                    "/api/strategies",
                )
            }
            onClose={onClose}
        />
    );
}
