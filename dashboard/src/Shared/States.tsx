import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { explain, statusOf } from "./api";

/** Lines in place of what is still loaded. */
export function Loading({ what = "Loading" }: { what?: string }) {
    return (
        <div className="skeleton" role="status" aria-label={`${what} …`}>
            <span style={{ width: "40%" }} />
            <span style={{ width: "85%" }} />
            <span style={{ width: "70%" }} />
        </div>
    );
}

/** There is nothing, and why. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
    return (
        <div className="state">
            <strong>{title}</strong>
            {children && <div>{children}</div>}
        </div>
    );
}

/** What went wrong, and what can be done: asking again, or asking somebody with the scope. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
    const status = statusOf(error);
    const title =
        status === 403
            ? "You may not see this"
            : status === 404
              ? "Not found"
              : status === null
                ? "No connection"
                : "This could not be loaded";
    return (
        <div className="state" role="alert">
            <strong>{title}</strong>
            <div>{explain(error)}</div>
            {status !== 403 && status !== 404 && onRetry && (
                <Button variant="default" onClick={onRetry}>
                    Try again
                </Button>
            )}
        </div>
    );
}

/** What a query answered, or its state until then. What is there stays while it is read again, also when that fails. */
export function Answer<T>({ of, children }: { of: UseQueryResult<T, unknown>; children: (data: T) => ReactNode }) {
    if (of.data !== undefined)
        return (
            <>
                {of.isError && <p className="notice">Not up to date: {explain(of.error)}</p>}
                {children(of.data)}
            </>
        );
    return of.isError ? <Failed error={of.error} onRetry={() => void of.refetch()} /> : <Loading />;
}
