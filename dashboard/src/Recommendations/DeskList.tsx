import type { ReactNode } from "react";
import type { Column } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { ChoiceFilter, DayFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import type { Rows } from "../Shared/useRows";
import { DeskTabs } from "./DeskTabs";

/** What every list of the desk can be narrowed by. */
interface DeskSearch {
    symbol?: string;
    account?: string;
    from?: string;
    to?: string;
    sort?: string;
}

/** A choice of words, beside what every list is narrowed by. */
interface Choice {
    label: string;
    value: string | undefined;
    choices: readonly string[];
    onChange: (value: string | undefined) => void;
}

interface DeskListProps<T extends object> {
    /** What the rows are; the name of exported files. */
    name: string;
    lead: string;
    list: Rows<T>;
    columns: readonly Column<T>[];
    rowKey: (row: T) => string;
    search: DeskSearch;
    /** The order where the address names none. */
    order: string;
    set: (change: DeskSearch) => void;
    choices?: readonly Choice[];
    /** Rows have an account. */
    hasAccount?: boolean;
    /** Where rows come from, where there are none. */
    empty: ReactNode;
}

/** A list of the desk: its filters, each in the address, and its rows. */
export function DeskList<T extends object>(props: DeskListProps<T>) {
    const { list, search, set, choices = [] } = props;
    return (
        <>
            <PageHead title="Desk" lead={props.lead}>
                <Freshness at={list.readAt} />
            </PageHead>
            <DeskTabs />
            <Filters>
                {choices.map((choice) => (
                    <ChoiceFilter key={choice.label} {...choice} />
                ))}
                <TextFilter label="Symbol" value={search.symbol} upper onChange={(symbol) => set({ symbol })} />
                {props.hasAccount && <TextFilter label="Account" value={search.account} onChange={(account) => set({ account })} />}
                <DayFilter label="From" value={search.from} onChange={(from) => set({ from })} />
                <DayFilter label="To" value={search.to} onChange={(to) => set({ to })} />
            </Filters>
            <Card flush>
                <ListTable
                    name={props.name}
                    of={list}
                    columns={props.columns}
                    rowKey={props.rowKey}
                    order={{ sort: search.sort ?? props.order, onSort: (sort) => set({ sort }) }}
                    empty={<Empty title={`No ${props.name.toLowerCase()}`}>{props.empty}</Empty>}
                />
            </Card>
        </>
    );
}
