import { Button } from "@mantine/core";
import {
    createSortedRowModel,
    rowSortingFeature,
    type SortFn,
    type SortingState,
    sortFn_alphanumeric,
    tableFeatures,
    useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { explain } from "./api";
import type { Column } from "./columns";
import { csvLine, download } from "./csv";
import { count } from "./format";
import { Failed, Loading } from "./States";
import type { Rows } from "./useRows";

const features = tableFeatures({
    rowSortingFeature,
    sortedRowModel: createSortedRowModel(),
    sortFns: { alphanumeric: sortFn_alphanumeric },
});

const rowHeight = 38;
/** From so many rows on only those in sight are in the page. */
const virtualFrom = 80;

const byValue: SortFn<typeof features, any> = (a, b, id) => {
    const [x, y] = [a.getValue(id), b.getValue(id)];
    return typeof x === "string" || typeof y === "string"
        ? String(x ?? "").localeCompare(String(y ?? ""), "en", { numeric: true })
        : Number(x) - Number(y);
};

interface TableProps<T> {
    /** What the rows are; the name of exported files. */
    name: string;
    columns: readonly Column<T>[];
    rowKey: (row: T) => string;
    empty: ReactNode;
    /** The list's own order and how to change it, where it has one. */
    order?: { sort: string | undefined; onSort: (sort: string | undefined) => void };
}

/** Rows that sort, scroll smoothly by the ten thousand, and can be taken away as CSV or JSON. */
export function DataTable<T extends object>({
    rows,
    hasMore = false,
    isFetching = false,
    more,
    all,
    ...props
}: TableProps<T> & { rows: readonly T[]; hasMore?: boolean; isFetching?: boolean; more?: () => void; all?: () => Promise<T[]> }) {
    const { name, columns, rowKey, order } = props;
    const [sorting, setSorting] = useState<SortingState>([]);
    const region = useRef<HTMLDivElement>(null);
    const data = rows as T[];
    const definitions = useMemo(
        () =>
            columns.map((column) => ({
                id: column.id,
                header: column.title,
                accessorFn: (row: T) => column.value(row) ?? undefined,
                sortUndefined: "last" as const,
                sortFn: byValue,
            })),
        [columns],
    );
    const table = useTable({ features, columns: definitions, data, state: { sorting }, onSortingChange: setSorting });
    const shown = table.getRowModel().rows;
    const isVirtual = shown.length > virtualFrom;
    const virtualizer = useVirtualizer({
        count: isVirtual ? shown.length : 0,
        getScrollElement: () => region.current,
        estimateSize: () => rowHeight,
        overscan: 12,
    });
    const inSight = virtualizer.getVirtualItems();
    const first = inSight[0]?.index ?? 0;
    const last = inSight.at(-1)?.index ?? 0;

    // What comes next is read before the last row is in sight.
    useEffect(() => {
        if (isVirtual && hasMore && !isFetching && last >= shown.length - 30) more?.();
    }, [isVirtual, hasMore, isFetching, last, shown.length, more]);

    if (rows.length === 0) return <>{props.empty}</>;
    const drawn = isVirtual ? shown.slice(first, last + 1) : shown;
    const above = isVirtual ? (inSight[0]?.start ?? 0) : 0;
    const below = isVirtual ? virtualizer.getTotalSize() - (inSight.at(-1)?.end ?? 0) : 0;

    return (
        <>
            <div
                className={isVirtual ? "table-region tall" : "table-region"}
                ref={region}
                role="region"
                aria-label={`Table of ${name}`}
                tabIndex={0}
            >
                <table className="data" aria-rowcount={hasMore ? -1 : shown.length + 1}>
                    <thead>
                        <tr>
                            {columns.map((column) => (
                                <SortableHead
                                    key={column.id}
                                    column={column}
                                    direction={directionOf(column, sorting, order?.sort)}
                                    onSort={(direction) => {
                                        if (!column.sort || !order)
                                            return setSorting(
                                                direction === null ? [] : [{ id: column.id, desc: direction === "descending" }],
                                            );
                                        setSorting([]);
                                        return order.onSort(
                                            direction === null ? undefined : direction === "descending" ? `-${column.sort}` : column.sort,
                                        );
                                    }}
                                />
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {above > 0 && <Gap height={above} columns={columns.length} />}
                        {drawn.map((row, index) => (
                            <tr key={rowKey(row.original)} aria-rowindex={(isVirtual ? first + index : index) + 2}>
                                {columns.map((column) => (
                                    <td key={column.id} className={column.kind}>
                                        {column.cell ? column.cell(row.original) : String(column.value(row.original) ?? "")}
                                    </td>
                                ))}
                            </tr>
                        ))}
                        {below > 0 && <Gap height={below} columns={columns.length} />}
                    </tbody>
                </table>
            </div>
            <div className="table-foot">
                <span>
                    {count(rows.length)}
                    {hasMore ? " rows read, there are more" : rows.length === 1 ? " row" : " rows"}
                </span>
                <div className="push">
                    {hasMore && (
                        <Button variant="subtle" size="compact-xs" loading={isFetching} onClick={more}>
                            More rows
                        </Button>
                    )}
                    <Export name={name} columns={columns} rows={async () => (hasMore && all ? await all() : [...rows])} />
                </div>
            </div>
        </>
    );
}

/** A list of the service as a table, with its states. */
export function ListTable<T extends object>({ of, ...props }: TableProps<T> & { of: Rows<T> }) {
    if (of.isPending) return <Loading what={props.name} />;
    if (of.error && of.rows.length === 0) return <Failed error={of.error} onRetry={of.again} />;
    return (
        <>
            {of.error != null && <p className="notice">Not up to date: {explain(of.error)}</p>}
            <DataTable {...props} rows={of.rows} hasMore={of.hasMore} isFetching={of.isFetching} more={of.more} all={of.all} />
        </>
    );
}

type Direction = "ascending" | "descending" | null;

function directionOf<T>(column: Column<T>, sorting: SortingState, order: string | undefined): Direction {
    const own = sorting[0];
    if (own) return own.id === column.id ? (own.desc ? "descending" : "ascending") : null;
    if (!column.sort || !order) return null;
    return order === column.sort ? "ascending" : order === `-${column.sort}` ? "descending" : null;
}

function SortableHead<T>({ column, direction, onSort }: { column: Column<T>; direction: Direction; onSort: (to: Direction) => void }) {
    if (column.kind === "action")
        return (
            <th scope="col">
                <span className="visually-hidden">{column.title}</span>
            </th>
        );
    const next: Record<string, Direction> = {
        none: column.kind === "number" ? "descending" : "ascending",
        ascending: "descending",
        descending: "ascending",
    };
    return (
        <th scope="col" className={column.kind} aria-sort={direction ?? "none"}>
            <button type="button" className="sort" onClick={() => onSort(next[direction ?? "none"]!)}>
                {column.title}
                <span className="arrow" aria-hidden>
                    {direction === "ascending" ? "↑" : direction === "descending" ? "↓" : ""}
                </span>
            </button>
        </th>
    );
}

const Gap = ({ height, columns }: { height: number; columns: number }) => (
    <tr className="gap" aria-hidden>
        <td colSpan={columns} style={{ height }} />
    </tr>
);

function Export<T extends object>({ name, columns, rows }: { name: string; columns: readonly Column<T>[]; rows: () => Promise<T[]> }) {
    const [isBusy, setBusy] = useState(false);
    const [error, setError] = useState<string | null>(null);
    const file = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

    async function take(write: (rows: T[]) => void) {
        setBusy(true);
        setError(null);
        try {
            write(await rows());
        } catch (failed) {
            setError(explain(failed));
        } finally {
            setBusy(false);
        }
    }
    const exported = columns.filter((column) => column.kind !== "action");
    const csv = (all: T[]) =>
        download(
            `${file}.csv`,
            "text/csv",
            [csvLine(exported.map((column) => column.id)), ...all.map((row) => csvLine(exported.map((column) => column.value(row))))].join(
                "\r\n",
            ),
        );
    const json = (all: T[]) => download(`${file}.json`, "application/json", JSON.stringify(all, null, 2));

    return (
        <>
            {error && (
                <span className="bad" role="alert">
                    {error}
                </span>
            )}
            <Button variant="subtle" size="compact-xs" loading={isBusy} onClick={() => void take(csv)}>
                CSV<span className="visually-hidden"> of {name}</span>
            </Button>
            <Button variant="subtle" size="compact-xs" loading={isBusy} onClick={() => void take(json)}>
                JSON<span className="visually-hidden"> of {name}</span>
            </Button>
        </>
    );
}
