/** Why the service refused. */
export class LearningApiError extends Error {
  /** The status of the answer. */
  readonly status: number;
  /** What is wrong with each field, by its name. */
  readonly errors: Record<string, string[]>;

  constructor(status: number, problem: { title?: string; detail?: string | null; errors?: Record<string, string[]> | null }) {
    const fields = Object.entries(problem.errors ?? {}).map(([name, said]) => `${name}: ${said.join(" ")}`);
    super(`${status}: ${fields.length > 0 ? fields.join("; ") : (problem.detail ?? problem.title ?? "The service could not answer.")}`);
    this.name = "LearningApiError";
    this.status = status;
    this.errors = problem.errors ?? {};
  }
}

/** The data of an answer; throws where the service refused. */
export async function orThrow<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  throw new LearningApiError(response.status, typeof error === "object" && error !== null ? error : { detail: String(error) });
}
