import { useQuery } from "@tanstack/react-query";
import { type Schema, request } from "../Shared/api";
import { address } from "../Shared/useRows";

/** How many wait; the text ends with + where there are more than were counted. */
export interface Waiting {
  count: number;
  text: string;
}

const most = 99;

interface Part<T> {
  items: T[];
  next_cursor: string | null;
}

function useWaiting<T>(path: string, query: object, isWaiting: (item: T) => boolean, limit = most + 1): Waiting | undefined {
  const { data } = useQuery({
    queryKey: ["get", path, "waiting", query],
    queryFn: () => request<Part<T>>("GET", address(path, { ...query, limit })),
    refetchInterval: 60_000,
  });
  if (!data) return undefined;
  const count = data.items.filter(isWaiting).length;
  return {
    count,
    text: count > most ? `${most}+` : data.next_cursor !== null && isWaiting(data.items.at(-1)!) ? `${count}+` : String(count),
  };
}

const root = "/api/v1/strategies/learning";

/** What needs a person now. */
export function useAttention(): Record<"matches" | "reviews" | "changes" | "alerts", Waiting | undefined> {
  return {
    matches: useWaiting<Schema<"MatchRecord">>(`${root}/matches`, { sort: "reviewed" }, needsReason, 1000),
    reviews: useWaiting<Schema<"WeeklySummaryRecord">>(`${root}/weekly-summaries`, { review_status: "pending" }, () => true),
    changes: useWaiting<Schema<"AlgorithmChange">>(`${root}/v4-candidates`, { status: "proposed" }, () => true),
    alerts: useWaiting<Schema<"AlertStatus">>("/api/admin/alerts", { open: true }, () => true),
  };
}

/** Whether somebody diverged from the recommendation and nobody said why. */
export const needsReason = (match: Schema<"MatchRecord">): boolean =>
  match.reviewed_at === null &&
  match.excluded_reason === null &&
  (match.match_type === "modify" || match.match_type === "reject" || match.match_type === "independent");
