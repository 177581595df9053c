import { NativeSelect, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { words } from "./format";

/** What a list is narrowed by; each filter stands in the address. */
export function Filters({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
    return (
        <search className="filters no-print">
            {children}
            {aside && <div className="push">{aside}</div>}
        </search>
    );
}

/** A choice of words; the empty one means all. */
export function ChoiceFilter<W extends string>(props: {
    label: string;
    value: W | undefined;
    choices: readonly W[];
    all?: string;
    name?: (choice: W) => string;
    onChange: (value: W | undefined) => void;
}) {
    const { all = "All", name = words } = props;
    return (
        <NativeSelect
            label={props.label}
            value={props.value ?? ""}
            data={[{ value: "", label: all }, ...props.choices.map((choice) => ({ value: choice, label: name(choice) }))]}
            onChange={(event) => props.onChange(props.choices.find((choice) => choice === event.currentTarget.value))}
        />
    );
}

/** A text that is looked for when the person stops typing. */
export function TextFilter(props: {
    label: string;
    value: string | undefined;
    placeholder?: string;
    upper?: boolean;
    onChange: (value: string | undefined) => void;
}) {
    const [text, setText] = useState(props.value ?? "");
    const { value, onChange } = props;
    useEffect(() => setText(value ?? ""), [value]);
    useEffect(() => {
        const said = text.trim() === "" ? undefined : text.trim();
        if (said === value) return undefined;
        const timer = setTimeout(() => onChange(said), 350);
        return () => clearTimeout(timer);
        // onChange is new with each drawing; the text is what counts.
    }, [text, value]);
    return (
        <TextInput
            label={props.label}
            value={text}
            placeholder={props.placeholder ?? ""}
            onChange={(event) => setText(props.upper ? event.currentTarget.value.toUpperCase() : event.currentTarget.value)}
        />
    );
}

/** A calendar day. */
export function DayFilter(props: { label: string; value: string | undefined; onChange: (value: string | undefined) => void }) {
    return (
        <TextInput
            type="date"
            label={props.label}
            value={props.value ?? ""}
            onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
        />
    );
}
