import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { usePrompts } from "./usePrompts";
import { client, explain, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { tell } from "../Shared/Notices";

/** Writes a version by hand; it serves nobody before an experiment or a promotion. */
export function NewVersionDialog({ signal, champion, onClose }: { signal: Schema<"SignalType">; champion: string; onClose: () => void }) {
    const { data } = usePrompts();
    const [text, setText] = useState(() => data?.versions.find((one) => one.prompt_version === champion)?.text ?? "");
    const [model, setModel] = useState("");
    const [error, setError] = useState<string | null>(null);

    async function submit(event: FormEvent) {
        event.preventDefault();
        try {
            const made = await done(
                client.POST("/api/admin/prompts/{signal}", {
                    params: { path: { signal } },
                    body: { text, ...(model.trim() ? { model: model.trim() } : {}) },
                }),
                "/api/admin/prompts",
            );
            tell({ tone: "good", title: `${made.prompt_version} is written` });
            onClose();
        } catch (refused) {
            setError(explain(refused));
        }
    }

    return (
        <Modal opened onClose={onClose} title={`New version for ${signal}`} size="lg">
            <form className="stack" onSubmit={(event) => void submit(event)}>
                <p>
                    It has to keep the placeholders {"{signal}, {ticker}, {confidence} and {indicators}"}. It serves nobody before an
                    experiment or a promotion.
                </p>
                <Textarea
                    label="Text"
                    required
                    rows={10}
                    value={text}
                    onChange={(event) => setText(event.currentTarget.value)}
                    data-autofocus
                    error={error}
                />
                <TextInput
                    label="Model"
                    placeholder="the usual one"
                    value={model}
                    onChange={(event) => setModel(event.currentTarget.value)}
                />
                <div className="row">
                    <Button type="submit">Write it</Button>
                    <Button variant="default" onClick={onClose}>
                        Cancel
                    </Button>
                </div>
            </form>
        </Modal>
    );
}
