import { type ReactNode, useEffect } from "react";

/** The head of a page: what it is, what can be done, and one sentence about it. */
export function PageHead({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
    useEffect(() => {
        document.title = `${title} · LearningActors`;
    }, [title]);
    return (
        <header className="page-head">
            <h1>{title}</h1>
            {children && <div className="actions">{children}</div>}
            {lead && <p className="lead">{lead}</p>}
        </header>
    );
}

/** A part of a page with a heading of its own. */
export function Card({ title, actions, flush, children }: { title?: string; actions?: ReactNode; flush?: boolean; children: ReactNode }) {
    return (
        <section className={flush ? "card flush" : "card"} {...(title ? { "aria-label": title } : {})}>
            {title && (
                <div className="card-head">
                    <h2>{title}</h2>
                    {actions && <div className="actions no-print">{actions}</div>}
                </div>
            )}
            {children}
        </section>
    );
}

/** One figure with its name, and a note below. */
export function Tile({ label, note, children }: { label: string; note?: ReactNode; children: ReactNode }) {
    return (
        <div className="tile">
            <div className="label">{label}</div>
            <div className="value">{children}</div>
            {note && <div className="note">{note}</div>}
        </div>
    );
}

/** Names with what they stand for. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: ReactNode])[] }) {
    return (
        <dl className="facts">
            {of.map(([name, value]) => (
                <div key={name} style={{ display: "contents" }}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            ))}
        </dl>
    );
}
