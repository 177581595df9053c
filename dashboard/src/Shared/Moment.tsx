import { day, instant, none } from "./format";

/** An instant in the person's zone; UTC stands in the title. */
export function Moment({ at }: { at: string | null | undefined }) {
    if (!at) return <span className="quiet">{none}</span>;
    return (
        <time className="figure" dateTime={at} title={`${instant(at, "UTC")} UTC`}>
            {instant(at)}
        </time>
    );
}

/** A calendar day, which is no instant: it reads the same in every zone. */
export function Day({ date }: { date: string | null | undefined }) {
    if (!date) return <span className="quiet">{none}</span>;
    return (
        <time className="figure" dateTime={date.slice(0, 10)}>
            {day(date)}
        </time>
    );
}
