import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, client, explain, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { actionColumn, type Column, momentColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { Card, PageHead } from "../Shared/Layout";
import { tell } from "../Shared/Notices";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { changePassword, useSession } from "./session";

type SignedInPlace = Schema<"SessionItem">;

const sessions = "/api/session/sessions";

/** One's own password, and where one is signed in. */
export function AccountPage() {
    const session = useSession();
    const places = api.useQuery("get", sessions, {}, { refetchInterval: 30_000 });

    async function end(place: SignedInPlace) {
        try {
            await done(client.DELETE(`${sessions}/{id}`, { params: { path: { id: place.id } } }), sessions);
        } catch (error) {
            tell({ tone: "bad", title: "The session goes on", message: explain(error) });
        }
    }

    const columns: Column<SignedInPlace>[] = [
        textColumn("agent", "Where", (one) => one.agent, "wrap"),
        textColumn("address", "Address", (one) => one.address),
        momentColumn("created_at", "Since", (one) => one.created_at),
        momentColumn("last_seen_at", "Last used", (one) => one.last_seen_at),
        momentColumn("expires_at", "Ends", (one) => one.expires_at),
        actionColumn<SignedInPlace>((one) =>
            one.is_current ? (
                <Tag tone="good">This one</Tag>
            ) : (
                <Button variant="default" size="compact-xs" onClick={() => void end(one)}>
                    End
                </Button>
            ),
        ),
    ];

    return (
        <>
            <PageHead title="Password and sessions" lead={`${session.name}${session.role ? `, ${session.role}` : ""}`} />
            <div className="grid">
                <PasswordCard />
                <Card title="Where you are signed in" flush>
                    <Answer of={places}>
                        {(data) => (
                            <DataTable
                                name="Sessions"
                                rows={data}
                                columns={columns}
                                rowKey={(one) => one.id}
                                empty={<Empty title="Nowhere" />}
                            />
                        )}
                    </Answer>
                </Card>
            </div>
        </>
    );
}

function PasswordCard() {
    const [current, setCurrent] = useState("");
    const [next, setNext] = useState("");
    const [error, setError] = useState<string | null>(null);

    async function submit(event: FormEvent) {
        event.preventDefault();
        setError(null);
        try {
            await changePassword(current, next);
            setCurrent("");
            setNext("");
            tell({ tone: "good", title: "The password is changed", message: "Your other sessions have ended." });
        } catch (refused) {
            setError(explain(refused));
        }
    }

    return (
        <Card title="Password">
            <form className="stack" onSubmit={(event) => void submit(event)}>
                <PasswordInput
                    label="Present password"
                    autoComplete="current-password"
                    required
                    value={current}
                    onChange={(event) => setCurrent(event.currentTarget.value)}
                />
                <PasswordInput
                    label="New password"
                    autoComplete="new-password"
                    required
                    value={next}
                    onChange={(event) => setNext(event.currentTarget.value)}
                />
                {error && (
                    <p className="bad" role="alert">
                        {error}
                    </p>
                )}
                <div className="row">
                    <Button type="submit">Change it</Button>
                </div>
            </form>
        </Card>
    );
}
