/** Why the service refused. */
export declare class LearningApiError extends Error {
    /** The status of the answer. */
    readonly status: number;
    /** What is wrong with each field, by its name. */
    readonly errors: Record<string, string[]>;
    constructor(status: number, problem: {
        title?: string;
        detail?: string | null;
        errors?: Record<string, string[]> | null;
    });
}
/** The data of an answer; throws where the service refused. */
export declare function orThrow<T>(answer: Promise<{
    data?: T;
    error?: unknown;
    response: Response;
}>): Promise<T>;
