import { Button } from "@mantine/core";
import { type DragEvent, type ReactNode, useRef, useState } from "react";

/** A place to drop files on, or to choose them with the keyboard. */
export function DropZone(props: {
    /** What is dropped here. */
    children: ReactNode;
    /** The name of the field for who does not see it. */
    label: string;
    /** Endings of files, as a file input takes them. */
    accept: string;
    isBusy: boolean;
    onFiles: (files: readonly File[]) => void;
}) {
    const input = useRef<HTMLInputElement>(null);
    const [isOver, setOver] = useState(false);

    function drop(event: DragEvent) {
        event.preventDefault();
        setOver(false);
        props.onFiles([...event.dataTransfer.files]);
    }

    return (
        <div
            className={isOver ? "drop over" : "drop"}
            onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
        >
            <p>{props.children}</p>
            <input
                ref={input}
                type="file"
                accept={props.accept}
                multiple
                className="visually-hidden"
                aria-label={props.label}
                tabIndex={-1}
                onChange={(event) => {
                    props.onFiles([...(event.currentTarget.files ?? [])]);
                    event.currentTarget.value = "";
                }}
            />
            <Button variant="default" loading={props.isBusy} onClick={() => input.current?.click()}>
                Choose files
            </Button>
        </div>
    );
}
