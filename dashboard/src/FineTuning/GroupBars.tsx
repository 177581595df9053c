import type { Schema } from "../Shared/api";
import { count, percent } from "../Shared/format";
import { Empty } from "../Shared/States";

/** How many examples each group has, and their share of all. */
export function GroupBars({ of, all, label }: { of: readonly Schema<"GroupCount">[]; all: number; label: string }) {
    if (of.length === 0) return <Empty title="No examples yet" />;
    const most = Math.max(...of.map((one) => one.examples));
    return (
        <ul className="tuning-bars" aria-label={label}>
            {of.map((one) => (
                <li key={one.name}>
                    <span>{one.name}</span>
                    <span className="track" aria-hidden>
                        <span style={{ width: percent(one.examples / most) }} />
                    </span>
                    <span className="figure">
                        {count(one.examples)} <span className="quiet">({percent(one.examples / all)})</span>
                    </span>
                </li>
            ))}
        </ul>
    );
}
