import { getRouteApi, Link } from "@tanstack/react-router";
import { api, type Schema } from "../Shared/api";
import { actionColumn, type Column, countColumn, momentColumn, textColumn } from "../Shared/columns";
import { ListTable } from "../Shared/DataTable";
import { ChoiceFilter, Filters, TextFilter } from "../Shared/Filters";
import { Freshness } from "../Shared/Freshness";
import { bytes, count } from "../Shared/format";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { signals } from "../Shared/signals";
import { Answer, Empty } from "../Shared/States";
import { address, useRows } from "../Shared/useRows";
import { ExampleDialog, readAnswer } from "./ExampleDialog";
import { splits } from "./search";
import { TuningTabs } from "./TuningTabs";
import "./tuning.css";

type Dataset = Schema<"TuningDataset">;
type Example = Schema<"TuningExample">;

const route = getRouteApi("/app/fine-tuning/datasets");
const root = "/api/admin/fine-tuning";
const splitName = (split: (typeof splits)[number]) => (split === "train" ? "Train" : "Held out");

const versionColumns: Column<Dataset>[] = [
    {
        id: "number",
        title: "Version",
        value: (one) => one.number,
        sort: "number",
        cell: (one) => (
            <Link to="/fine-tuning/datasets" search={{ dataset: one.hash }}>
                {one.number}
            </Link>
        ),
    },
    { id: "hash", title: "Hash", value: (one) => one.hash, cell: (one) => <span className="code">{one.hash.slice(0, 12)}</span> },
    countColumn("train", "Train", (one) => one.splits.find((split) => split.split === "train")?.examples),
    countColumn("test", "Held out", (one) => one.splits.find((split) => split.split === "test")?.examples),
    countColumn("new_examples", "New", (one) => one.new_examples),
    momentColumn("created_at", "Stored", (one) => one.created_at),
    textColumn("created_by", "By", (one) => one.created_by),
];

/** The datasets that models were trained on, and the examples of one of them or of now. */
export function DatasetsPage() {
    const search = route.useSearch();
    const navigate = route.useNavigate();
    const set = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    const sort = search.sort ?? "ordinal";
    const versions = useRows(`${root}/datasets`, { sort: "-number" });
    const { dataset, split, signal, ticker } = search;
    const examples = useRows(`${root}/examples`, { dataset, split, signal, ticker, sort }, { largest: 500 });
    const opened = examples.rows.find((one) => one.explanation_id === search.example);
    return (
        <>
            <PageHead
                title="Datasets"
                lead="What models were trained on, and what a dataset of now would have. What is held out is the same in every version."
            >
                <Freshness at={examples.readAt} />
            </PageHead>
            <TuningTabs />
            <Card title="Versions" flush>
                <ListTable
                    name="Dataset versions"
                    of={versions}
                    columns={versionColumns}
                    rowKey={(one) => one.hash}
                    empty={<Empty title="No dataset is stored yet">A job stores the dataset that it trains on.</Empty>}
                />
            </Card>
            <Filters>
                <ChoiceFilter
                    label="Dataset"
                    value={dataset}
                    choices={versions.rows.map((one) => one.hash)}
                    all="Of now"
                    name={(hash) => `Version ${versions.rows.find((one) => one.hash === hash)?.number ?? hash.slice(0, 8)}`}
                    onChange={(to) => set({ dataset: to, example: undefined })}
                />
                <ChoiceFilter label="Split" value={split} choices={splits} name={splitName} onChange={(to) => set({ split: to })} />
                <ChoiceFilter label="Signal" value={signal} choices={signals} name={(one) => one} onChange={(to) => set({ signal: to })} />
                <TextFilter label="Ticker" value={ticker} upper onChange={(to) => set({ ticker: to })} />
            </Filters>
            <DatasetFacts key={dataset ?? "now"} hash={dataset} versions={versions.rows} />
            <Card title={dataset ? "Examples" : "Examples of now"} flush>
                <ListTable
                    name="Examples"
                    of={examples}
                    columns={exampleColumns((id) => set({ example: id }))}
                    rowKey={(one) => one.explanation_id}
                    order={{ sort, onSort: (to) => set({ sort: to as typeof search.sort }) }}
                    empty={<Empty title="No examples">Nothing fits these filters.</Empty>}
                />
            </Card>
            {opened && <ExampleDialog example={opened} onClose={() => set({ example: undefined })} />}
        </>
    );
}

function exampleColumns(open: (id: string) => void): Column<Example>[] {
    return [
        { id: "split", title: "Split", value: (one) => one.split, cell: (one) => splitName(one.split) },
        { ...countColumn<Example>("ordinal", "Line", (one) => one.ordinal), sort: "ordinal" },
        textColumn("ticker", "Ticker", (one) => one.ticker),
        textColumn("signal", "Signal", (one) => one.signal),
        { ...countColumn<Example>("tokens", "Tokens", (one) => one.tokens), sort: "tokens" },
        textColumn("text", "Answer", (one) => readAnswer(one.line), "wrap"),
        {
            id: "explanation_id",
            title: "Explanation",
            value: (one) => one.explanation_id,
            cell: (one) => (
                <Link to="/explanations/$id" params={{ id: one.explanation_id }} className="figure">
                    {one.explanation_id.slice(-6)}
                </Link>
            ),
        },
        actionColumn((one) => (
            <button type="button" className="tuning-open" onClick={() => open(one.explanation_id)}>
                Chat
                <span className="visually-hidden">
                    {" "}
                    of line {one.ordinal}, {splitName(one.split)}
                </span>
            </button>
        )),
    ];
}

/** What the dataset in sight is made of, and its files. */
function DatasetFacts({ hash, versions }: { hash: string | undefined; versions: readonly Dataset[] }) {
    const status = api.useQuery("get", `${root}/status`, {}, { refetchInterval: 30_000, enabled: hash === undefined });
    const stored = versions.find((one) => one.hash === hash);
    if (hash !== undefined) return stored ? <Files of={stored} isStored /> : null;
    return <Answer of={status}>{(data) => <Files of={data.draft} isStored={false} />}</Answer>;
}

function Files({ of, isStored }: { of: Schema<"DatasetFigures">; isStored: boolean }) {
    return (
        <Card title="Files">
            <Facts
                of={[
                    [
                        "Hash",
                        <span key="h" className="code tuning-hash">
                            {of.hash}
                        </span>,
                    ],
                    ...of.splits.map(
                        (one) =>
                            [
                                splitName(one.split),
                                <span key={one.split}>
                                    {count(one.examples)} examples, {count(one.tokens)} tokens,{" "}
                                    <a
                                        href={address(`${root}/dataset`, {
                                            split: one.split,
                                            dataset: isStored ? of.hash : undefined,
                                        })}
                                        download
                                        className="tuning-file"
                                    >
                                        {one.split}.jsonl ({bytes(one.bytes)})
                                    </a>
                                </span>,
                            ] as const,
                    ),
                ]}
            />
        </Card>
    );
}
