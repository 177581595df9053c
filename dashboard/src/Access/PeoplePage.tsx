import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, client, explain, type Schema } from "../Shared/api";
import { actionColumn, type Column, momentColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { done } from "../Shared/done";
import { Freshness } from "../Shared/Freshness";
import { words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { tell } from "../Shared/Notices";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { Handed } from "./Handed";
import { type Role, roles, useSession } from "./session";

const roleNames: Record<Role, string> = {
    viewer: "Viewer: reads",
    trader: "Trader: rates, gives reasons",
    analyst: "Analyst: rates and decides",
    operator: "Operator: runs cycles, looks into grains",
    admin: "Administrator: everything",
};

type Person = Schema<"Person">;

const people = "/api/people";
const at = (name: string) => ({ params: { path: { name } } });

type Asked = { kind: "link" | "stop" | "start" | "sessions"; person: Person };

/** Who may sign in, and as what. */
export function PeoplePage() {
    const list = api.useQuery("get", people, {}, { refetchInterval: 30_000 });
    const session = useSession();
    const [isInviting, setInviting] = useState(false);
    const [asked, setAsked] = useState<Asked | null>(null);
    const [handed, setHanded] = useState<Schema<"LinkFor"> | null>(null);

    async function setRole(person: Person, role: Role) {
        try {
            await done(client.PATCH(`${people}/{name}`, { ...at(person.name), body: { role } }), people);
            tell({ tone: "good", title: `${person.name} is ${role} now` });
        } catch (error) {
            tell({ tone: "bad", title: `${person.name} was not changed`, message: explain(error) });
        }
    }

    const columns: Column<Person>[] = [
        textColumn("name", "Name", (one) => one.name),
        {
            id: "role",
            title: "Role",
            value: (one) => one.role,
            cell: (one) => (
                <NativeSelect
                    miw={130}
                    aria-label={`Role of ${one.name}`}
                    value={one.role ?? ""}
                    disabled={one.name === session.name}
                    data={roles.map((role) => ({ value: role, label: roleNames[role] }))}
                    onChange={(event) => void setRole(one, event.currentTarget.value as Role)}
                />
            ),
        },
        {
            id: "is_active",
            title: "State",
            value: (one) => one.is_active,
            cell: (one) =>
                !one.is_active ? (
                    <Tag tone="bad">Stopped</Tag>
                ) : one.has_password ? (
                    <Tag tone="good">Active</Tag>
                ) : (
                    <Tag tone="warn">Invited</Tag>
                ),
        },
        momentColumn("last_sign_in_at", "Last signed in", (one) => one.last_sign_in_at),
        momentColumn("created_at", "Since", (one) => one.created_at),
        actionColumn<Person>((person) => (
            <span className="row">
                <Button variant="default" size="compact-xs" onClick={() => setAsked({ kind: "link", person })}>
                    Reset link<span className="visually-hidden"> for {person.name}</span>
                </Button>
                <Button variant="default" size="compact-xs" onClick={() => setAsked({ kind: "sessions", person })}>
                    Sign out<span className="visually-hidden"> {person.name} everywhere</span>
                </Button>
                {person.name !== session.name && (
                    <Button
                        variant="default"
                        size="compact-xs"
                        onClick={() => setAsked({ kind: person.is_active ? "stop" : "start", person })}
                    >
                        {person.is_active ? "Stop" : "Let in again"}
                        <span className="visually-hidden"> {person.name}</span>
                    </Button>
                )}
            </span>
        )),
    ];

    const dialogs: Record<
        Asked["kind"],
        { title: string; consequence: string; confirm: string; act: (person: Person) => Promise<unknown> }
    > = {
        link: {
            title: "Make a link to reset the password of",
            consequence: "Whoever has the link sets a new password, once. Older links stop working.",
            confirm: "Make the link",
            act: async ({ name }) => setHanded(await done(client.POST(`${people}/{name}/link`, at(name)), people)),
        },
        sessions: {
            title: "Sign out everywhere:",
            consequence: "All sessions of this person end now. They can sign in again.",
            confirm: "Sign out",
            act: ({ name }) => done(client.DELETE(`${people}/{name}/sessions`, at(name)), people),
        },
        stop: {
            title: "Stop",
            consequence: "Their sessions end now, and they can’t sign in any more. What they did keeps their name.",
            confirm: "Stop",
            act: ({ name }) => done(client.PATCH(`${people}/{name}`, { ...at(name), body: { is_active: false } }), people),
        },
        start: {
            title: "Let in again:",
            consequence: "They can sign in again with their password.",
            confirm: "Let in",
            act: ({ name }) => done(client.PATCH(`${people}/{name}`, { ...at(name), body: { is_active: true } }), people),
        },
    };

    return (
        <>
            <PageHead title="People" lead="Who may sign in, and as what.">
                <Button onClick={() => setInviting(true)}>Invite</Button>
                <Freshness at={list.dataUpdatedAt} />
            </PageHead>
            <Card flush>
                <Answer of={list}>
                    {(data) => (
                        <DataTable
                            name="People"
                            rows={data}
                            columns={columns}
                            rowKey={(one) => one.name}
                            empty={<Empty title="Nobody yet">Invite the first.</Empty>}
                        />
                    )}
                </Answer>
            </Card>
            {isInviting && <InviteDialog onMade={setHanded} onClose={() => setInviting(false)} />}
            {asked && (
                <ReasonDialog
                    title={`${dialogs[asked.kind].title} ${asked.person.name}`}
                    consequence={dialogs[asked.kind].consequence}
                    confirm={dialogs[asked.kind].confirm}
                    isDangerous={asked.kind === "stop"}
                    hasReason={false}
                    onConfirm={() => dialogs[asked.kind].act(asked.person)}
                    onClose={() => setAsked(null)}
                />
            )}
            {handed && (
                <Handed
                    title={`Link for ${handed.name}`}
                    secret={new URL(handed.link, location.origin).href}
                    onClose={() => setHanded(null)}
                >
                    Hand it over yourself; it is shown only now. It works once, until <Moment at={handed.link_expires_at} />.
                </Handed>
            )}
        </>
    );
}

function InviteDialog({ onMade, onClose }: { onMade: (link: Schema<"LinkFor">) => void; onClose: () => void }) {
    const [name, setName] = useState("");
    const [role, setRole] = useState<Role>("trader");
    const [error, setError] = useState<string | null>(null);

    async function submit(event: FormEvent) {
        event.preventDefault();
        try {
            const made = await done(client.POST(people, { body: { name: name.trim(), role } }), people);
            onClose();
            onMade(made);
        } catch (refused) {
            setError(explain(refused));
        }
    }

    return (
        <Modal opened onClose={onClose} title="Invite a person">
            <form className="stack" onSubmit={(event) => void submit(event)}>
                <TextInput
                    label="Name"
                    required
                    data-autofocus
                    value={name}
                    error={error}
                    onChange={(event) => setName(event.currentTarget.value)}
                />
                <NativeSelect
                    label="Role"
                    value={role}
                    data={roles.map((one) => ({ value: one, label: roleNames[one] }))}
                    onChange={(event) => setRole(event.currentTarget.value as Role)}
                />
                <p>You get a link to hand over. With it {name.trim() || "the person"} sets a password.</p>
                <div className="row">
                    <Button type="submit">Invite as {words(role).toLowerCase()}</Button>
                    <Button variant="default" onClick={onClose}>
                        Cancel
                    </Button>
                </div>
            </form>
        </Modal>
    );
}
