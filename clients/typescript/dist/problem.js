/** Why the service refused. */
export class LearningApiError extends Error {
    /** The status of the answer. */
    status;
    /** What is wrong with each field, by its name. */
    errors;
    constructor(status, problem) {
        const fields = Object.entries(problem.errors ?? {}).map(([name, said]) => `${name}: ${said.join(" ")}`);
        super(`${status}: ${fields.length > 0 ? fields.join("; ") : (problem.detail ?? problem.title ?? "The service could not answer.")}`);
        this.name = "LearningApiError";
        this.status = status;
        this.errors = problem.errors ?? {};
    }
}
/** The data of an answer; throws where the service refused. */
export async function orThrow(answer) {
    const { data, error, response } = await answer;
    if (response.ok)
        return data;
    throw new LearningApiError(response.status, typeof error === "object" && error !== null ? error : { detail: String(error) });
}
