import { Button, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { explain } from "../Shared/api";

/** Asks for a reason that none of the buttons names. */
export function OtherReason({ title, onGive, onClose }: { title: string; onGive: (reason: string) => Promise<void>; onClose: () => void }) {
    const [reason, setReason] = useState("");
    const [error, setError] = useState<string | null>(null);
    async function submit(event: FormEvent) {
        event.preventDefault();
        try {
            await onGive(reason.trim());
            onClose();
        } catch (refused) {
            setError(explain(refused));
        }
    }
    return (
        <Modal opened onClose={onClose} title={`Other reason: ${title}`}>
            <form className="stack" onSubmit={(event) => void submit(event)}>
                <TextInput
                    label="In your words"
                    required
                    data-autofocus
                    maxLength={500}
                    value={reason}
                    error={error}
                    onChange={(event) => setReason(event.currentTarget.value)}
                />
                <div className="row">
                    <Button type="submit">Give this reason</Button>
                    <Button variant="default" onClick={onClose}>
                        Cancel
                    </Button>
                </div>
            </form>
        </Modal>
    );
}
