import { Button, Modal, Stack, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { explain } from "./api";

/** Says what will happen, asks for a reason, and does it. What is refused stays open with why. */
export function ReasonDialog(props: {
    title: string;
    /** What happens when it is confirmed. */
    consequence: ReactNode;
    confirm: string;
    isDangerous?: boolean;
    label?: string;
    maxLength?: number;
    /** Without a reason it only asks whether it shall be done. */
    hasReason?: boolean;
    children?: ReactNode;
    onConfirm: (reason: string) => Promise<unknown>;
    onClose: () => void;
}) {
    const { hasReason = true, label = "Reason", maxLength = 500 } = props;
    const [reason, setReason] = useState("");
    const [error, setError] = useState<string | null>(null);
    const [isSending, setSending] = useState(false);

    async function submit(event: FormEvent) {
        event.preventDefault();
        if (hasReason && reason.trim() === "") return setError("Say why: it is kept in the history.");
        setSending(true);
        try {
            await props.onConfirm(reason.trim());
            props.onClose();
        } catch (refused) {
            setError(explain(refused));
            setSending(false);
        }
    }

    return (
        <Modal opened onClose={props.onClose} title={props.title} returnFocus>
            <form onSubmit={(event) => void submit(event)}>
                <Stack gap="sm">
                    <div>{props.consequence}</div>
                    {props.children}
                    {hasReason ? (
                        <Textarea
                            label={label}
                            value={reason}
                            onChange={(event) => setReason(event.currentTarget.value)}
                            maxLength={maxLength}
                            rows={3}
                            required
                            error={error}
                            data-autofocus
                        />
                    ) : (
                        error && (
                            <p className="bad" role="alert">
                                {error}
                            </p>
                        )
                    )}
                    <div className="row">
                        <Button type="submit" loading={isSending} {...(props.isDangerous ? { color: "red.9" } : {})}>
                            {props.confirm}
                        </Button>
                        <Button variant="default" onClick={props.onClose}>
                            Cancel
                        </Button>
                    </div>
                </Stack>
            </form>
        </Modal>
    );
}
