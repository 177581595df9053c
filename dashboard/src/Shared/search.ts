/** Reads one search parameter; undefined where it says nothing that can be used. */
type Reader<T> = (value: unknown) => T | undefined;

/** A text, trimmed; an empty one says nothing. */
export const text: Reader<string> = (value) => {
  const said = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  return said === "" ? undefined : said;
};

/** One of the given words. */
export const oneOf =
  <const W extends string>(...choices: readonly W[]): Reader<W> =>
  (value) =>
    choices.find((choice) => choice === value);

/** A number within limits. */
export const number =
  (min: number, max: number): Reader<number> =>
  (value) => {
    const said = typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
    return said >= min && said <= max ? said : undefined;
  };

/** A day as YYYY-MM-DD. */
export const date: Reader<string> = (value) =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

/** Yes, or nothing. */
export const flag: Reader<true> = (value) => (value === true || value === "true" || value === 1 ? true : undefined);

type Readers = Record<string, Reader<unknown>>;
type Said<R extends Readers> = { [K in keyof R]?: NonNullable<ReturnType<R[K]>> };

/** The search parameters of a view: what can't be used is left out, so that an old or mistyped address still opens. */
export const searchOf =
  <R extends Readers>(readers: R) =>
  (search: Record<string, unknown>): Said<R> => {
    const read = Object.entries(readers).map(([name, reader]) => [name, reader(search[name])] as const);
    return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as Said<R>;
  };
