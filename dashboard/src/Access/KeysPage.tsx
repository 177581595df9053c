import { Button, Checkbox, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, client, explain, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { actionColumn, type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { DataTable } from "../Shared/DataTable";
import { Freshness } from "../Shared/Freshness";
import { Card, PageHead } from "../Shared/Layout";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";
import { Handed } from "./Handed";
import { type Scope, scopes } from "./session";

const scopeNames: Record<Scope, string> = {
    read: "read: look at everything",
    engine: "engine: send signals, trades, recommendations, executions",
    rate: "rate: rate explanations, give reasons",
    decide: "decide: review, promote, acknowledge",
    operate: "operate: run cycles, look into grains",
    admin: "admin: everything",
};

type ApiKey = Schema<"ApiKeyStatus">;
type MadeKey = Schema<"MadeKey">;

const keys = "/api/keys";
const at = (name: string) => ({ params: { path: { name } } });

/** The keys by which programs call the service. */
export function KeysPage() {
    const list = api.useQuery("get", keys, {}, { refetchInterval: 30_000 });
    const [isMaking, setMaking] = useState(false);
    const [asked, setAsked] = useState<{ kind: "rotate" | "revoke"; key: ApiKey } | null>(null);
    const [hours, setHours] = useState("24");
    const [made, setMade] = useState<MadeKey | null>(null);

    const columns: Column<ApiKey>[] = [
        textColumn("name", "Name", (one) => one.name),
        textColumn("hint", "Begins with", (one) => one.hint),
        {
            id: "scopes",
            title: "Scopes",
            value: (one) => one.scopes.join(" "),
            cell: (one) => (
                <span className="row">
                    {one.scopes.map((scope) => (
                        <Tag key={scope} tone={scope === "admin" ? "bad" : "plain"}>
                            {scope}
                        </Tag>
                    ))}
                </span>
            ),
        },
        {
            id: "state",
            title: "State",
            value: stateOf,
            cell: (one) => <Tag tone={stateOf(one) === "active" ? "good" : "bad"}>{stateOf(one)}</Tag>,
        },
        countColumn("requests_per_minute", "Requests a minute", (one) => one.requests_per_minute),
        momentColumn("expires_at", "Expires", (one) => one.expires_at),
        momentColumn("last_used_at", "Last used", (one) => one.last_used_at),
        textColumn("created_by", "Made by", (one) => one.created_by),
        momentColumn("created_at", "Made", (one) => one.created_at),
        actionColumn<ApiKey>(
            (key) =>
                stateOf(key) === "active" && (
                    <span className="row">
                        <Button variant="default" size="compact-xs" onClick={() => setAsked({ kind: "rotate", key })}>
                            Rotate<span className="visually-hidden"> {key.name}</span>
                        </Button>
                        <Button variant="default" size="compact-xs" className="danger" onClick={() => setAsked({ kind: "revoke", key })}>
                            Revoke<span className="visually-hidden"> {key.name}</span>
                        </Button>
                    </span>
                ),
        ),
    ];

    return (
        <>
            <PageHead title="Keys" lead="The keys by which programs call the service. A key is shown once, when it is made.">
                <Button onClick={() => setMaking(true)}>New key</Button>
                <Freshness at={list.dataUpdatedAt} />
            </PageHead>
            <Card flush>
                <Answer of={list}>
                    {(data) => (
                        <DataTable name="Keys" rows={data} columns={columns} rowKey={(one) => one.id} empty={<Empty title="No keys" />} />
                    )}
                </Answer>
            </Card>
            {isMaking && <NewKeyDialog onMade={setMade} onClose={() => setMaking(false)} />}
            {asked?.kind === "rotate" && (
                <ReasonDialog
                    title={`Rotate ${asked.key.name}`}
                    consequence={
                        "A new key with the same name and scopes is made. " +
                        "The old one goes on working for the hours below, so that programs can change over."
                    }
                    confirm="Rotate"
                    hasReason={false}
                    onConfirm={async () => {
                        setMade(
                            await done(
                                client.POST(`${keys}/{name}/rotate`, { ...at(asked.key.name), body: { overlap_hours: Number(hours) } }),
                                keys,
                            ),
                        );
                    }}
                    onClose={() => setAsked(null)}
                >
                    <TextInput
                        label="Hours that both work"
                        type="number"
                        min={0}
                        max={720}
                        value={hours}
                        onChange={(event) => setHours(event.currentTarget.value)}
                    />
                </ReasonDialog>
            )}
            {asked?.kind === "revoke" && (
                <ReasonDialog
                    title={`Revoke ${asked.key.name}`}
                    consequence="Programs that use it are refused from now on. It can’t be taken back."
                    confirm="Revoke"
                    isDangerous
                    hasReason={false}
                    onConfirm={() => done(client.DELETE(`${keys}/{name}`, at(asked.key.name)), keys)}
                    onClose={() => setAsked(null)}
                />
            )}
            {made && (
                <Handed title={`Key ${made.name}`} secret={made.key} onClose={() => setMade(null)}>
                    It is shown only now; the service keeps no copy.
                </Handed>
            )}
        </>
    );
}

function stateOf(key: ApiKey): "active" | "revoked" | "expired" {
    if (key.revoked_at) return "revoked";
    return key.expires_at && Date.parse(key.expires_at) < Date.now() ? "expired" : "active";
}

function NewKeyDialog({ onMade, onClose }: { onMade: (key: MadeKey) => void; onClose: () => void }) {
    const [name, setName] = useState("");
    const [chosen, setChosen] = useState<readonly Scope[]>(["engine"]);
    const [expires, setExpires] = useState("");
    const [limit, setLimit] = useState("");
    const [error, setError] = useState<string | null>(null);

    async function submit(event: FormEvent) {
        event.preventDefault();
        try {
            const made = await done(
                client.POST(keys, {
                    body: {
                        name: name.trim(),
                        scopes: [...chosen],
                        ...(expires ? { expires_at: `${expires}T00:00:00Z` } : {}),
                        ...(limit ? { requests_per_minute: Number(limit) } : {}),
                    },
                }),
                keys,
            );
            onClose();
            onMade(made);
        } catch (refused) {
            setError(explain(refused));
        }
    }

    return (
        <Modal opened onClose={onClose} title="New key">
            <form className="stack" onSubmit={(event) => void submit(event)}>
                <TextInput label="Name" required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
                <fieldset>
                    <legend>Scopes</legend>
                    <div className="stack" style={{ marginTop: 6, gap: 6 }}>
                        {scopes.map((scope) => (
                            <Checkbox
                                key={scope}
                                size="xs"
                                label={scopeNames[scope]}
                                checked={chosen.includes(scope)}
                                onChange={(event) =>
                                    setChosen(event.currentTarget.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))
                                }
                            />
                        ))}
                    </div>
                </fieldset>
                <div className="row end">
                    <TextInput label="Expires" type="date" value={expires} onChange={(event) => setExpires(event.currentTarget.value)} />
                    <TextInput
                        label="Requests a minute"
                        type="number"
                        min={1}
                        placeholder="as usual"
                        value={limit}
                        onChange={(event) => setLimit(event.currentTarget.value)}
                    />
                </div>
                {error && (
                    <p className="bad" role="alert">
                        {error}
                    </p>
                )}
                <div className="row">
                    <Button type="submit" disabled={chosen.length === 0}>
                        Make the key
                    </Button>
                    <Button variant="default" onClick={onClose}>
                        Cancel
                    </Button>
                </div>
            </form>
        </Modal>
    );
}
