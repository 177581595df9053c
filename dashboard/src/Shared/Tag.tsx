import type { ReactNode } from "react";

export type Tone = "good" | "bad" | "warn" | "info" | "plain";

/** A short word that says what something is. */
export function Tag({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
    return <span className={`tag ${tone}`}>{children}</span>;
}
