import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, type Schema } from "../Shared/api";
import { keepsPlaces } from "./merge";

type Learning = Schema<"LearningResponse">;

/** The figures, and how they are kept up to date. */
export interface Live {
  query: UseQueryResult<Learning, unknown>;
  /** They come by themselves. */
  isLive: boolean;
  /** When the service was last heard of, by this machine's clock. */
  heardAt: number;
  /** Shows figures that would move what the person is looking at; null where there are none. */
  show: (() => void) | null;
}

const againAfter = 10_000;

/** Somebody points at a table, or is in one by the keyboard. */
const isInTable = () => document.querySelector(".table-region:hover, .table-region:focus-within") !== null;

/** What explanations learnt, followed as long as the page is in sight. */
export function useLearning(weeks: number): Live {
  const cache = useQueryClient();
  const [isLive, setLive] = useState(false);
  const [heardAt, setHeardAt] = useState(0);
  const [offered, setOffered] = useState<Learning | null>(null);
  const options = { params: { query: { weeks } } };
  const query = api.useQuery("get", "/api/admin/llm-learning", options, { refetchInterval: isLive ? false : 60_000 });
  const { queryKey } = api.queryOptions("get", "/api/admin/llm-learning", options);

  useEffect(() => {
    let stream: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    setOffered(null);

    function open() {
      stream = new EventSource(`/api/admin/llm-learning/stream?weeks=${weeks}`);
      stream.addEventListener("learning", ({ data }: MessageEvent<string>) => {
        heard();
        const now = JSON.parse(data) as Learning;
        const shown = cache.getQueryData<Learning>(queryKey);
        if (shown && (!keepsPlaces(shown, now) || isInTable())) return setOffered(now);
        setOffered(null);
        cache.setQueryData(queryKey, now);
      });
      stream.addEventListener("heartbeat", heard);
      stream.addEventListener("error", () => {
        setLive(false);
        // The browser connects again by itself, unless the service refused: then a usual request finds out why.
        if (stream?.readyState !== EventSource.CLOSED) return;
        void cache.invalidateQueries({ queryKey });
        timer = setTimeout(open, againAfter);
      });
    }
    function heard() {
      setLive(true);
      setHeardAt(Date.now());
    }
    function close() {
      clearTimeout(timer);
      stream?.close();
      setLive(false);
    }
    // A browser has few connections to a service: a page out of sight holds none.
    const follow = () => {
      close();
      if (document.visibilityState === "visible") open();
    };

    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      close();
    };
  }, [weeks]);

  const show = () => {
    cache.setQueryData(queryKey, offered!);
    setOffered(null);
  };
  return { query, isLive, heardAt: Math.max(heardAt, query.dataUpdatedAt), show: offered ? show : null };
}
