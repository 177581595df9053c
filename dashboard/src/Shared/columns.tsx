import type { ReactNode } from "react";
import type { Schema } from "./api";
import type { CsvValue } from "./csv";
import { count, decimal, interval, none, percent } from "./format";
import { Moment } from "./Moment";
import { Money } from "./Money";

/** A column: the value that sorts and is exported, and how it is shown. */
export interface Column<T> {
    id: string;
    title: string;
    value: (row: T) => CsvValue;
    cell?: (row: T) => ReactNode;
    kind?: "number" | "wrap" | "action";
    /** The list's own order by this column; without it, the rows that were read are sorted. */
    sort?: string;
}

/** A rate in three columns that each sort: itself, its 95 % interval, its sample. */
export function rateColumns<T>(id: string, title: string, of: (row: T) => Schema<"Proportion"> | null | undefined): Column<T>[] {
    return [
        { id, title, kind: "number", value: (row) => of(row)?.rate, cell: (row) => percent(of(row)?.rate) },
        {
            id: `${id}_interval`,
            title: "95 % interval",
            kind: "number",
            value: (row) => of(row)?.lower,
            cell: (row) => <span className="quiet">{bounds(of(row))}</span>,
        },
        { id: `${id}_n`, title: "n", kind: "number", value: (row) => of(row)?.n, cell: (row) => count(of(row)?.n ?? 0) },
    ];
}

/** A mean in three columns that each sort. */
export function meanColumns<T>(
    id: string,
    title: string,
    of: (row: T) => Schema<"Estimate"> | Schema<"RatingMean"> | null | undefined,
    show: (value: number) => string = decimal,
): Column<T>[] {
    return [
        { id, title, kind: "number", value: (row) => of(row)?.mean, cell: (row) => shown(of(row)?.mean, show) },
        {
            id: `${id}_interval`,
            title: "95 % interval",
            kind: "number",
            value: (row) => of(row)?.lower,
            cell: (row) => <span className="quiet">{bounds(of(row), show)}</span>,
        },
        { id: `${id}_n`, title: "n", kind: "number", value: (row) => of(row)?.n, cell: (row) => count(of(row)?.n ?? 0) },
    ];
}

/** A count. */
export const countColumn = <T,>(id: string, title: string, of: (row: T) => number | null | undefined): Column<T> => ({
    id,
    title,
    kind: "number",
    value: of,
    cell: (row) => shown(of(row), count),
});

/** An amount, signed. */
export const moneyColumn = <T,>(
    id: string,
    title: string,
    of: (row: T) => number | null | undefined,
    currency: (row: T) => string = () => "USD",
): Column<T> => ({ id, title, kind: "number", value: of, cell: (row) => <Money value={of(row)} currency={currency(row)} /> });

/** An instant. */
export const momentColumn = <T,>(id: string, title: string, of: (row: T) => string | null | undefined, sort?: string): Column<T> => ({
    id,
    title,
    value: of,
    cell: (row) => <Moment at={of(row)} />,
    ...(sort ? { sort } : {}),
});

/** What can be done with a row; it neither sorts nor is exported. */
export const actionColumn = <T,>(cell: (row: T) => ReactNode): Column<T> => ({
    id: "actions",
    title: "Actions",
    kind: "action",
    value: () => null,
    cell,
});

/** A text as it is. */
export const textColumn = <T,>(id: string, title: string, of: (row: T) => string | null | undefined, kind?: "wrap"): Column<T> => ({
    id,
    title,
    value: of,
    cell: (row) => of(row) ?? <span className="quiet">{none}</span>,
    ...(kind ? { kind } : {}),
});

const shown = (value: number | null | undefined, show: (value: number) => string) => (value == null ? none : show(value));
const bounds = (of: { lower: number | null; upper: number | null } | null | undefined, show?: (value: number) => string) =>
    of ? interval(of, show) : none;
