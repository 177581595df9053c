import { CloseButton } from "@mantine/core";
import { type ReactNode, useSyncExternalStore } from "react";
import "./notices.css";

/** What a person is told beside the page, for some seconds. */
interface Notice {
    id: number;
    tone: "good" | "warn" | "bad";
    title: string;
    message?: ReactNode;
}

const shownFor = { good: 6_000, warn: 15_000, bad: 20_000 };
let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: readonly Notice[]): void {
    notices = next;
    for (const listener of listeners) listener();
}

const dismiss = (id: number): void => set(notices.filter((notice) => notice.id !== id));

/** Tells the person something, without taking the keyboard from what they do. */
export function tell(notice: Omit<Notice, "id">): void {
    const id = ++last;
    set([...notices.slice(-3), { ...notice, id }]);
    setTimeout(() => dismiss(id), shownFor[notice.tone]);
}

function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/** Where notices are shown; a screen reader reads them when they come. */
export function Notices() {
    const shown = useSyncExternalStore(subscribe, () => notices);
    return (
        <div className="notices no-print" role="status" aria-live="polite">
            {shown.map((notice) => (
                <div key={notice.id} className={`notice-card ${notice.tone}`}>
                    <div>
                        <strong>{notice.title}</strong>
                        {notice.message && <div>{notice.message}</div>}
                    </div>
                    <CloseButton size="sm" aria-label="Dismiss" onClick={() => dismiss(notice.id)} />
                </div>
            ))}
        </div>
    );
}
