import { TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { client, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { count, money } from "../Shared/format";
import { ReasonDialog } from "../Shared/ReasonDialog";

const given = (value: string) => (value.trim() === "" ? undefined : value.trim());
const figure = (value: string) => (value.trim() === "" ? undefined : Number(value));

/** Says what a job does and may cost, and starts it. */
export function StartDialog({ status, onClose }: { status: Schema<"TuningStatus">; onClose: () => void }) {
    const navigate = useNavigate();
    const [baseModel, setBaseModel] = useState("");
    const [epochs, setEpochs] = useState(String(status.epochs));
    const [batch, setBatch] = useState("");
    const [rate, setRate] = useState("");
    const [suffix, setSuffix] = useState("");
    const train = status.draft.splits.find((one) => one.split === "train")!;
    const test = status.draft.splits.find((one) => one.split === "test")!;
    const cost = (status.estimated_cost_usd / status.epochs) * (Number(epochs) || status.epochs);
    const left = status.budget_usd - status.spent_usd;

    async function start() {
        const job = await done(
            client.POST("/api/admin/fine-tuning/jobs", {
                body: {
                    base_model: given(baseModel),
                    epochs: figure(epochs),
                    batch_size: figure(batch),
                    learning_rate_multiplier: figure(rate),
                    suffix: given(suffix),
                } as Schema<"FineTuningInput">,
            }),
            "/api/admin/fine-tuning",
        );
        await navigate({ to: "/fine-tuning/jobs/$id", params: { id: job.id } });
    }

    return (
        <ReasonDialog
            title="Start a fine-tuning job"
            consequence={
                <div className="stack">
                    <p>
                        The dataset of now is stored and sent to the provider: about {count(train.examples)} examples to train on,{" "}
                        {count(test.examples)} held out. The model that comes of it is tested on held-out examples and then compared with
                        the champions; nobody reads it before.
                    </p>
                    <p>
                        It costs at most <strong>{money(cost)}</strong>; {money(left)} of this month’s {money(status.budget_usd)} are left.
                        A job can be cancelled; what was trained until then is charged.
                    </p>
                    {cost > left && <p className="notice bad">That is more than is left of this month’s budget.</p>}
                </div>
            }
            confirm="Start the job"
            hasReason={false}
            onConfirm={start}
            onClose={onClose}
        >
            <div className="stack">
                <TextInput
                    label="Base model"
                    placeholder={status.base_model}
                    value={baseModel}
                    maxLength={200}
                    onChange={(event) => setBaseModel(event.currentTarget.value)}
                />
                <div className="row end">
                    <TextInput
                        label="Epochs"
                        type="number"
                        w={90}
                        min={1}
                        max={50}
                        required
                        value={epochs}
                        onChange={(event) => setEpochs(event.currentTarget.value)}
                    />
                    <TextInput
                        label="Batch size"
                        type="number"
                        w={120}
                        min={1}
                        max={256}
                        placeholder="provider’s"
                        value={batch}
                        onChange={(event) => setBatch(event.currentTarget.value)}
                    />
                    <TextInput
                        label="Learning rate ×"
                        type="number"
                        w={130}
                        min={0.0001}
                        max={100}
                        step="any"
                        placeholder="provider’s"
                        value={rate}
                        onChange={(event) => setRate(event.currentTarget.value)}
                    />
                </div>
                <TextInput
                    label="Suffix of the model’s name"
                    placeholder="as configured"
                    value={suffix}
                    maxLength={20}
                    pattern="[a-z0-9\-]*"
                    title="Small letters, digits and hyphens"
                    onChange={(event) => setSuffix(event.currentTarget.value)}
                />
            </div>
        </ReasonDialog>
    );
}
