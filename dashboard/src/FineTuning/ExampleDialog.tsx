import { Modal } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Schema } from "../Shared/api";
import { count, words } from "../Shared/format";

interface ChatMessage {
    role: string;
    content: string;
}

/** The messages of a line of a file; nothing where it is none. */
export function readChat(line: string): ChatMessage[] {
    try {
        const read = JSON.parse(line) as { messages?: ChatMessage[] };
        return read.messages ?? [];
    } catch {
        return [];
    }
}

/** The words of the explanation that a line teaches; its whole answer where that says it otherwise. */
export function readAnswer(line: string): string | undefined {
    const said = readChat(line).at(-1)?.content;
    try {
        return (JSON.parse(said ?? "") as { explanation?: string }).explanation ?? said;
    } catch {
        return said;
    }
}

/** One example as a model reads it. */
export function ExampleDialog({ example, onClose }: { example: Schema<"TuningExample">; onClose: () => void }) {
    return (
        <Modal opened onClose={onClose} title={`${example.signal} ${example.ticker}`} size="lg" returnFocus>
            <div className="stack">
                <p className="quiet">
                    {example.split === "train" ? "Train" : "Held out"}, line {example.ordinal}, {count(example.tokens)} tokens, prompt{" "}
                    {example.prompt_version},{" "}
                    <Link to="/explanations/$id" params={{ id: example.explanation_id }}>
                        explanation
                    </Link>
                </p>
                {readChat(example.line).map((message, index) => (
                    <section key={index} aria-label={words(message.role)}>
                        <h3>{words(message.role)}</h3>
                        <p className="tuning-message">{message.content}</p>
                    </section>
                ))}
            </div>
        </Modal>
    );
}
