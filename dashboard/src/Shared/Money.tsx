import { money } from "./format";

/** An amount with its currency; a gain and a loss differ in sign and colour. */
export function Money({
    value,
    currency = "USD",
    signed = true,
}: {
    value: number | null | undefined;
    currency?: string;
    signed?: boolean;
}) {
    const tone = !signed || value == null || value === 0 ? "" : value > 0 ? "good" : "bad";
    return <span className={`figure ${tone}`}>{money(value, currency)}</span>;
}
