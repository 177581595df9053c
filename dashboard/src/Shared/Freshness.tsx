import { ago } from "./format";
import { useNow } from "./useNow";

/** How old the figures of a page are. */
export function Freshness({ at, every = 30 }: { at: number | string; every?: number }) {
    const now = useNow();
    const then = new Date(at);
    if (then.getTime() === 0) return null;
    const isStale = now.getTime() - then.getTime() > every * 4000;
    return <span className={isStale ? "freshness stale" : "freshness"}>Updated {ago(then, then > now ? then : now)}</span>;
}
