import { Textarea, TextInput } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { changed, explain, type Schema } from "../Shared/api";
import { type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { DropZone } from "../Shared/DropZone";
import { ChoiceFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { count, percent, words } from "../Shared/format";
import { Card, PageHead } from "../Shared/Layout";
import { Empty } from "../Shared/States";
import { Tag, type Tone } from "../Shared/Tag";
import { useRows } from "../Shared/useRows";
import { importStatuses } from "./search";
import { type Progress, type Receipt, upload } from "./upload";

type Import = Schema<"ImportRecord">;

const route = getRouteApi("/app/imports");
export const importTones: Record<Schema<"ImportStatus">, Tone> = { complete: "good", incomplete: "warn", undone: "plain" };

const columns: Column<Import>[] = [
    momentColumn("started_at", "Started", (one) => one.started_at, "started_at"),
    {
        id: "file_name",
        title: "File",
        sort: "file_name",
        value: (one) => one.file_name,
        cell: (one) => (
            <Link to="/imports/$id" params={{ id: one.id }}>
                {one.file_name}
            </Link>
        ),
    },
    { ...textColumn<Import>("broker", "Broker", (one) => one.broker), sort: "broker" },
    textColumn("account", "Account", (one) => one.account),
    {
        id: "status",
        title: "Status",
        value: (one) => one.status,
        cell: (one) => <Tag tone={importTones[one.status]}>{words(one.status)}</Tag>,
    },
    countColumn("rows", "Rows", (one) => one.rows),
    countColumn("stored", "Executions stored", (one) => one.stored),
    countColumn("cash_stored", "Cash stored", (one) => one.cash_stored),
    {
        id: "unusable",
        title: "Not usable",
        kind: "number",
        value: (one) => one.unusable,
        cell: (one) => <span className={one.unusable > 0 ? "warn" : ""}>{count(one.unusable)}</span>,
    },
    textColumn("imported_by", "By", (one) => one.imported_by),
];

/** Brokers' files: dropped here, with what could not be used. */
export function ImportsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "-started_at";
    const list = useRows(
        "/api/v1/strategies/learning/imports",
        { status: search.status, account: search.account, broker: search.broker, sort },
        { every: 10_000 },
    );
    return (
        <>
            <PageHead
                title="Imports"
                lead="A broker’s history of an account. The same file again stores nothing twice, and an import can be undone."
            >
                <Freshness at={list.readAt} every={10} />
            </PageHead>
            <Upload />
            <Filters>
                <ChoiceFilter label="Status" value={search.status} choices={importStatuses} onChange={(status) => set({ status })} />
                <TextFilter label="Account" value={search.account} onChange={(account) => set({ account })} />
                <TextFilter label="Broker" value={search.broker} onChange={(broker) => set({ broker })} />
            </Filters>
            <Card flush>
                <ListTable
                    name="Imports"
                    of={list}
                    columns={columns}
                    rowKey={(one) => one.id}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title="No imports">Drop a broker’s file above.</Empty>}
                />
            </Card>
        </>
    );
}

type State = { file: string; progress: Progress | null; receipt: Receipt | null; error: string | null };

function Upload() {
    const [mayTrade, maySend] = [useMay("rate"), useMay("engine")];
    const [account, setAccount] = useState("");
    const [zone, setZone] = useState("");
    const [mapping, setMapping] = useState("");
    const [sent, setSent] = useState<readonly State[]>([]);
    const isBusy = sent.some((one) => !one.receipt && !one.error);

    async function send(files: readonly File[]) {
        for (const file of files) {
            const update = (change: Partial<State>) =>
                setSent((before) => before.map((one) => (one.file === file.name ? { ...one, ...change } : one)));
            setSent((before) => [
                ...before.filter((one) => one.file !== file.name),
                { file: file.name, progress: null, receipt: null, error: null },
            ]);
            const form = new FormData();
            if (account.trim()) form.append("account", account.trim());
            if (zone.trim()) form.append("time_zone", zone.trim());
            if (mapping.trim()) form.append("mapping", mapping.trim());
            form.append("file", file);
            try {
                update({ receipt: await upload(form, (progress) => update({ progress })) });
                await changed("/api/v1/strategies/learning");
            } catch (error) {
                update({ error: explain(error) });
            }
        }
    }

    if (!mayTrade && !maySend) return null;
    return (
        <Card title="Import a file">
            <div className="stack">
                <DropZone label="Files to import" accept=".csv,.xml,.txt" isBusy={isBusy} onFiles={(files) => void send(files)}>
                    Drop CSV files of tastytrade, thinkorswim, Fidelity or E*TRADE here, or CSV and XML of Interactive Brokers.
                </DropZone>
                <div className="row end">
                    <TextInput
                        label="Account"
                        placeholder="as the file says"
                        value={account}
                        onChange={(event) => setAccount(event.currentTarget.value)}
                    />
                    <TextInput
                        label="Time zone"
                        placeholder="America/New_York"
                        value={zone}
                        onChange={(event) => setZone(event.currentTarget.value)}
                    />
                </div>
                <details>
                    <summary>CSV of another broker</summary>
                    <Textarea
                        label="Mapping, JSON"
                        description="How the columns are read; docs/importing.md describes it."
                        rows={5}
                        value={mapping}
                        onChange={(event) => setMapping(event.currentTarget.value)}
                    />
                </details>
                <div aria-live="polite" className="stack">
                    {sent.map((one) => (
                        <Sent key={one.file} of={one} />
                    ))}
                </div>
            </div>
        </Card>
    );
}

function Sent({ of: { file, progress, receipt, error } }: { of: State }) {
    if (error)
        return (
            <p className="notice bad">
                <strong>{file}</strong>: {error}
            </p>
        );
    if (receipt)
        return (
            <p className={receipt.unusable > 0 ? "notice" : "notice good"}>
                <strong>{file}</strong> ({receipt.broker}): {count(receipt.new)} new executions and {count(receipt.cash_new)} cash movements
                of {count(receipt.rows)} rows.{" "}
                <Link to="/imports/$id" params={{ id: receipt.id }}>
                    {receipt.unusable > 0 ? `${count(receipt.unusable)} rows could not be used` : "Open the import"}
                </Link>
            </p>
        );
    const share = progress && progress.rows > 0 ? progress.rows_done / progress.rows : 0;
    return (
        <div>
            <strong>{file}</strong>{" "}
            <span className="quiet">{progress ? `${count(progress.rows_done)} of ${count(progress.rows)} rows` : "is sent …"}</span>
            <progress max={1} value={progress ? share : undefined} aria-label={`Import of ${file}`} style={{ width: "100%" }}>
                {percent(share)}
            </progress>
        </div>
    );
}
