import type { Schema } from "./api";
import { count, decimal, interval, none, percent } from "./format";

/** A rate with its 95 % interval and sample. */
export function Rate({ of }: { of: Schema<"Proportion"> }) {
    if (of.rate == null) return <span className="quiet">{none} (n 0)</span>;
    return (
        <span className="figure">
            {percent(of.rate)}{" "}
            <span className="quiet">
                ({interval(of)}, n {count(of.n)})
            </span>
        </span>
    );
}

/** A mean with its 95 % interval and sample. */
export function Mean({ of, show = decimal }: { of: Schema<"Estimate"> | Schema<"RatingMean">; show?: (value: number) => string }) {
    if (of.mean == null)
        return (
            <span className="quiet">
                {none} (n {count(of.n)})
            </span>
        );
    const bounds = of.lower == null || of.upper == null ? "" : `${interval(of, show)}, `;
    return (
        <span className="figure">
            {show(of.mean)}{" "}
            <span className="quiet">
                ({bounds}n {count(of.n)})
            </span>
        </span>
    );
}
