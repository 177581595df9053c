import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { explain, statusOf } from "../Shared/api";
import { signIn } from "./session";

/** Asks for name and password. After a session ended, the page below is kept as it was. */
export function SignIn({ notice }: { notice?: string | undefined }) {
    const [name, setName] = useState("");
    const [password, setPassword] = useState("");
    const [error, setError] = useState<string | null>(null);
    const [isSending, setSending] = useState(false);

    async function submit(event: FormEvent) {
        event.preventDefault();
        setSending(true);
        setError(null);
        try {
            await signIn(name.trim(), password);
        } catch (refused) {
            setError(statusOf(refused) === 401 ? "Name or password is wrong." : explain(refused));
            setSending(false);
        }
    }

    return (
        <main className="sign-in">
            <form className="card" onSubmit={(event) => void submit(event)}>
                <h1 className="row">
                    <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={26} height={26} /> LearningActors
                </h1>
                {notice && <p className="notice info">{notice}</p>}
                <TextInput
                    size="sm"
                    label="Name"
                    autoComplete="username"
                    required
                    autoFocus
                    value={name}
                    onChange={(event) => setName(event.currentTarget.value)}
                />
                <PasswordInput
                    size="sm"
                    label="Password"
                    autoComplete="current-password"
                    required
                    value={password}
                    onChange={(event) => setPassword(event.currentTarget.value)}
                />
                {error && (
                    <p className="bad" role="alert">
                        {error}
                    </p>
                )}
                <Button type="submit" size="sm" loading={isSending}>
                    Sign in
                </Button>
                <p className="quiet">No password yet, or forgotten? An administrator can send you a link.</p>
            </form>
        </main>
    );
}
