import { Link } from "@tanstack/react-router";

/** Links between pages that belong together. */
export function Tabs({ label, of }: { label: string; of: readonly (readonly [to: string, name: string])[] }) {
    return (
        <nav className="tabs no-print" aria-label={label}>
            {of.map(([to, name]) => (
                <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ "aria-current": "page" }}>
                    {name}
                </Link>
            ))}
        </nav>
    );
}
