import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { paths } from "../openapi";
import { queries, request } from "./api";

type Answer<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { "application/json": infer T } } } } }
  ? T
  : never;

/** The paths that answer a list in parts. */
export type ListPath = { [P in keyof paths]: Answer<P> extends { items: unknown[]; next_cursor: string | null } ? P : never }[keyof paths];

/** What a list has. */
export type ItemOf<P extends ListPath> = Answer<P> extends { items: (infer T)[] } ? T : never;

/** The filters and the order of a list. */
export type FiltersOf<P extends ListPath> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? Omit<NonNullable<Q>, "limit" | "cursor" | "format">
  : never;

/** A list, read in parts. */
export interface Rows<T> {
  rows: T[];
  error: unknown;
  isPending: boolean;
  isFetching: boolean;
  hasMore: boolean;
  readAt: number;
  more: () => void;
  again: () => void;
  all: () => Promise<T[]>;
}

/** An address with its query; what is undefined is left out. */
export function address(path: string, query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return given.length > 0 ? `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : path;
}

interface Part<T> {
  items: T[];
  next_cursor: string | null;
}

const partSize = 200;

/** Puts what the service answered of one row in its place in each list of a path, until they are read again. */
export function replaceRow<P extends ListPath>(path: P, row: ItemOf<P> & { id: string }): void {
  queries.setQueriesData<InfiniteData<Part<ItemOf<P> & { id: string }>>>({ queryKey: ["get", path] }, (data) =>
    data?.pages
      ? { ...data, pages: data.pages.map((part) => ({ ...part, items: part.items.map((one) => (one.id === row.id ? row : one)) })) }
      : data,
  );
}

/**
 * Reads a list by its cursor: the first part at once, more on demand, all for an export.
 * @param options.names what stands in place of {names} of the path
 * @param options.largest how many the list gives at once
 */
export function useRows<P extends ListPath>(
  path: P,
  filters: FiltersOf<P>,
  { every = 30_000, names = {}, largest = 1000 }: { every?: number; names?: Record<string, string>; largest?: number } = {},
): Rows<ItemOf<P>> {
  const place = (path as string).replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ""));
  const read = (cursor: string | undefined, size: number) =>
    request<Part<ItemOf<P>>>("GET", address(place, { ...filters, limit: size, cursor }));
  const query = useInfiniteQuery({
    queryKey: ["get", place, filters],
    queryFn: ({ pageParam }) => read(pageParam, Math.min(partSize, largest)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (part) => part.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: every,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((part) => part.items) ?? [], [query.data]);
  return {
    rows,
    error: query.error,
    isPending: query.isPending,
    isFetching: query.isFetching,
    hasMore: query.hasNextPage,
    readAt: query.dataUpdatedAt,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
    all: async () => {
      const every: ItemOf<P>[] = [];
      let cursor: string | undefined;
      do {
        const part = await read(cursor, largest);
        every.push(...part.items);
        cursor = part.next_cursor ?? undefined;
      } while (cursor);
      return every;
    },
  };
}
