import type { Schema } from "../Shared/api";

/** A week as ISO 8601 writes it: 2026-W45. */
export const weekName = (week: Pick<Schema<"IsoWeek">, "year" | "week">): string => `${week.year}-W${String(week.week).padStart(2, "0")}`;
