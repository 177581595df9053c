import { api } from "../Shared/api";

/** All versions, and who is champion of each signal. */
export const usePrompts = () =>
  api.useQuery("get", "/api/admin/prompts", { params: { query: { limit: 1000 } } }, { refetchInterval: 60_000 });

/** Explanations and their ratings of the last 90 days. */
export const useAnalytics = (days = 90) =>
  api.useQuery("get", "/api/admin/llm-analytics", { params: { query: { days } } }, { refetchInterval: 60_000 });
