import { Button } from "@mantine/core";
import { useMay } from "../Access/session";
import type { Schema } from "../Shared/api";
import { type Reason, reasons } from "./reasons";

/** Why somebody diverged: a button and a key for each reason. */
export function ReasonCard(props: {
    match: Schema<"MatchRecord">;
    onReason: (reason: Reason) => void;
    onExclude: () => void;
    onPrevious: () => void;
    onNext: () => void;
}) {
    const mayRate = useMay("rate");
    return (
        <section className="card" aria-label="Reason">
            <div className="card-head">
                <h2>{props.match.reason_code ? "Change the reason" : "Why?"}</h2>
                <div className="actions">
                    <Button variant="default" onClick={props.onPrevious} aria-keyshortcuts="p">
                        Previous&nbsp;<kbd>P</kbd>
                    </Button>
                    <Button variant="default" onClick={props.onNext} aria-keyshortcuts="n">
                        Next&nbsp;<kbd>N</kbd>
                    </Button>
                </div>
            </div>
            {mayRate ? (
                <>
                    <div className="reasons">
                        {reasons.map(({ code, name }, index) => (
                            <Button
                                key={code}
                                variant={props.match.reason_code === code ? "filled" : "default"}
                                size="sm"
                                justify="flex-start"
                                leftSection={<kbd>{index + 1}</kbd>}
                                aria-keyshortcuts={String(index + 1)}
                                onClick={() => props.onReason(code)}
                            >
                                {name}
                            </Button>
                        ))}
                    </div>
                    <p className="row" style={{ marginTop: 12, marginBottom: 0 }}>
                        <Button variant="default" className="danger" onClick={props.onExclude} aria-keyshortcuts="e">
                            Exclude from learning&nbsp;<kbd>E</kbd>
                        </Button>
                        <span className="quiet">For a mistake or a test, which should teach nothing.</span>
                    </p>
                </>
            ) : (
                <p className="quiet">You may look, but not give reasons: that needs the scope “rate”.</p>
            )}
        </section>
    );
}
