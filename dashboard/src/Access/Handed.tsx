import { Button, Modal } from "@mantine/core";
import { useState } from "react";

/** Something secret that is shown once, to be handed over. */
export function Handed({
    title,
    secret,
    children,
    onClose,
}: {
    title: string;
    secret: string;
    children: React.ReactNode;
    onClose: () => void;
}) {
    const [isCopied, setCopied] = useState(false);
    const copy = async () => {
        await navigator.clipboard.writeText(secret);
        setCopied(true);
    };
    return (
        <Modal opened onClose={onClose} title={title} size="lg" closeOnClickOutside={false}>
            <div className="stack">
                <div>{children}</div>
                <pre className="block" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }} tabIndex={0} aria-label={title}>
                    {secret}
                </pre>
                <div className="row">
                    <Button onClick={() => void copy()}>Copy</Button>
                    <Button variant="default" onClick={onClose}>
                        Done
                    </Button>
                    <span role="status">{isCopied ? "Copied" : ""}</span>
                </div>
            </div>
        </Modal>
    );
}
