import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { explain, type Schema } from "../Shared/api";
import { Loading } from "../Shared/States";
import { followLink, readLink } from "./session";

const titles: Record<Schema<"LinkPurpose">, string> = {
    invitation: "Welcome to LearningActors",
    reset: "Set a new password",
    first_admin: "Set up the first administrator",
};

/** Where a link that was handed to a person leads: they choose their password. The token stands behind #, which no server sees. */
export function LinkPage() {
    const [token] = useState(() => location.hash.slice(1));
    const link = useQuery({ queryKey: ["link", token], queryFn: () => readLink(token), enabled: token !== "", retry: false });

    useEffect(() => {
        document.title = "Set a password · LearningActors";
    }, []);

    return (
        <main className="sign-in">
            {link.data ? (
                <PasswordForm token={token} link={link.data} />
            ) : token === "" || link.isError ? (
                <div className="card" role="alert">
                    <h1>This link can’t be used</h1>
                    <p>It may have expired or been used already. Ask an administrator for a new one.</p>
                    <a href={import.meta.env.BASE_URL}>Sign in</a>
                </div>
            ) : (
                <div className="card">
                    <Loading />
                </div>
            )}
        </main>
    );
}

function PasswordForm({ token, link }: { token: string; link: Schema<"LinkAnswer"> }) {
    const navigate = useNavigate();
    const [name, setName] = useState(link.name ?? "");
    const [password, setPassword] = useState("");
    const [again, setAgain] = useState("");
    const [error, setError] = useState<string | null>(null);
    const [isSending, setSending] = useState(false);

    async function submit(event: FormEvent) {
        event.preventDefault();
        if (password !== again) return setError("The two passwords differ.");
        setSending(true);
        setError(null);
        try {
            await followLink(token, password, link.name === null ? name.trim() : undefined);
            await navigate({ to: "/" });
        } catch (refused) {
            setError(explain(refused));
            setSending(false);
        }
    }

    return (
        <form className="card" onSubmit={(event) => void submit(event)}>
            <h1>{titles[link.purpose]}</h1>
            {link.name !== null ? (
                <p>
                    <strong>{link.name}</strong>
                    {link.role && <span className="quiet"> · {link.role}</span>}
                </p>
            ) : (
                <TextInput
                    size="sm"
                    label="Your name"
                    autoComplete="username"
                    required
                    value={name}
                    onChange={(event) => setName(event.currentTarget.value)}
                />
            )}
            <PasswordInput
                size="sm"
                label="New password"
                autoComplete="new-password"
                required
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <PasswordInput
                size="sm"
                label="New password again"
                autoComplete="new-password"
                required
                value={again}
                onChange={(event) => setAgain(event.currentTarget.value)}
            />
            {error && (
                <p className="bad" role="alert">
                    {error}
                </p>
            )}
            <Button type="submit" size="sm" loading={isSending}>
                Set the password and sign in
            </Button>
        </form>
    );
}
