import { ActionIcon, Button, useMantineColorScheme } from "@mantine/core";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { may, type Scope, type Session, signOut, useSession } from "../Access/session";
import { useAttention } from "../Overview/attention";

interface Place {
    to: string;
    name: string;
    scope?: Scope;
    /** How many wait here for a person. */
    waiting?: "matches" | "reviews" | "changes" | "alerts";
}

const places: readonly { group: string; places: readonly Place[] }[] = [
    { group: "", places: [{ to: "/", name: "Overview" }] },
    {
        group: "Explanations",
        places: [
            { to: "/explanations", name: "Explanations" },
            { to: "/prompts", name: "Prompts" },
            { to: "/experiments", name: "Experiments" },
            { to: "/fine-tuning", name: "Fine-tuning" },
        ],
    },
    {
        group: "Journal",
        places: [
            { to: "/trades", name: "Trades" },
            { to: "/strategies", name: "Strategies" },
            { to: "/insights", name: "Insights" },
        ],
    },
    {
        group: "Recommendations",
        places: [
            { to: "/recommendations/queue", name: "Review queue", waiting: "matches" },
            { to: "/recommendations/matches", name: "Desk" },
            { to: "/weekly-summaries", name: "Weekly review", waiting: "reviews" },
            { to: "/algorithm-changes", name: "Algorithm changes", waiting: "changes" },
            { to: "/imports", name: "Imports" },
        ],
    },
    {
        group: "Service",
        places: [
            { to: "/alerts", name: "Alerts", waiting: "alerts" },
            { to: "/cycles", name: "Cycles" },
            { to: "/operations", name: "Operations" },
            { to: "/audit", name: "Audit", scope: "operate" },
            { to: "/people", name: "People", scope: "admin" },
            { to: "/keys", name: "Keys", scope: "admin" },
        ],
    },
];

/** What surrounds every page: where one can go, who one is. */
export function Shell() {
    const session = useSession();
    const [isOpen, setOpen] = useState(false);
    const main = useRef<HTMLElement>(null);
    const path = useRouterState({ select: (state) => state.location.pathname });
    const former = useRef(path);

    // A new page: the menu closes, and the keyboard goes on at its content.
    useEffect(() => {
        if (former.current === path) return;
        former.current = path;
        setOpen(false);
        main.current?.focus({ preventScroll: true });
    }, [path]);

    return (
        <>
            <a className="skip" href="#main" onClick={(event) => focusMain(event, main.current)}>
                Skip to the content
            </a>
            <Offline />
            <div className="shell">
                {isOpen && <button type="button" className="scrim" aria-label="Close the menu" onClick={() => setOpen(false)} />}
                <nav className={isOpen ? "sidebar open" : "sidebar"} aria-label="Pages">
                    <Link to="/" className="brand">
                        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" />
                        LearningActors
                    </Link>
                    <Places session={session} />
                </nav>
                <div>
                    <header className="topbar">
                        <Button className="menu-button" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                            Menu
                        </Button>
                        <SchemeToggle />
                        <Who session={session} />
                    </header>
                    <main id="main" className="main" ref={main} tabIndex={-1}>
                        <Outlet />
                    </main>
                </div>
            </div>
        </>
    );
}

function focusMain(event: { preventDefault: () => void }, main: HTMLElement | null) {
    event.preventDefault();
    main?.focus();
}

function Places({ session }: { session: Session }): ReactNode {
    const waiting = useAttention();
    return places.map(({ group, places: own }) => (
        <div key={group}>
            {group && <div className="nav-group">{group}</div>}
            {own
                .filter(({ scope }) => !scope || may(session, scope))
                .map((place) => {
                    const number = place.waiting ? waiting[place.waiting] : undefined;
                    return (
                        <Link
                            key={place.to}
                            to={place.to}
                            className="nav-link"
                            activeOptions={{ exact: place.to === "/", includeSearch: false }}
                            activeProps={{ "aria-current": "page" }}
                        >
                            {place.name}
                            {number !== undefined && number.count > 0 && (
                                <span className="nav-count" title={`${number.text} waiting`}>
                                    {number.text}
                                </span>
                            )}
                        </Link>
                    );
                })}
        </div>
    ));
}

function SchemeToggle() {
    const { colorScheme, setColorScheme } = useMantineColorScheme();
    const next = { auto: "light", light: "dark", dark: "auto" } as const;
    const sign = { auto: "◐", light: "☀", dark: "☾" }[colorScheme];
    return (
        <ActionIcon
            variant="default"
            size="md"
            aria-label={`Colours: ${colorScheme}. Change to ${next[colorScheme]}`}
            onClick={() => setColorScheme(next[colorScheme])}
        >
            <span aria-hidden>{sign}</span>
        </ActionIcon>
    );
}

function Who({ session }: { session: Session }) {
    const menu = useRef<HTMLDivElement>(null);
    const path = useRouterState({ select: (state) => state.location.pathname });
    useEffect(() => menu.current?.hidePopover(), [path]);
    return (
        <>
            <Button variant="default" popoverTarget="who" aria-haspopup="true">
                {session.name}
                {session.role && <span className="quiet">&nbsp;· {session.role}</span>}
            </Button>
            <div id="who" popover="auto" className="who" ref={menu}>
                {session.kind === "person" && <Link to="/account">Password and sessions</Link>}
                <a href="/docs/">API</a>
                <a href="/guide/">Guide</a>
                <button type="button" onClick={() => void signOut()}>
                    Sign out
                </button>
            </div>
        </>
    );
}

function Offline() {
    const isOnline = useSyncExternalStore(watchConnection, () => navigator.onLine);
    return isOnline ? null : (
        <div className="offline" role="status">
            You are offline. What you see is from before.
        </div>
    );
}

function watchConnection(listener: () => void): () => void {
    addEventListener("online", listener);
    addEventListener("offline", listener);
    return () => {
        removeEventListener("online", listener);
        removeEventListener("offline", listener);
    };
}
