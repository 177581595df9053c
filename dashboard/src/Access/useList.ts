import { useQuery } from "@tanstack/react-query";
import { request } from "../Shared/api";

/** What a path lists, whether as an array or in parts. */
export const useList = <T>(path: string, every = 30_000) =>
  useQuery({
    queryKey: ["get", path],
    queryFn: async () => {
      const answer = await request<T[] | { items: T[] }>("GET", path);
      return Array.isArray(answer) ? answer : answer.items;
    },
    refetchInterval: every,
  });
