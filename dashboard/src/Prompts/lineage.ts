/** A version with those before it, the oldest first; a circle, which there should not be, ends it. */
export function lineage(version: string, versions: readonly { prompt_version: string; parent: string | null }[]): string[] {
  const parents = new Map(versions.map((one) => [one.prompt_version, one.parent]));
  const line: string[] = [];
  for (let at: string | null | undefined = version; at && !line.includes(at); at = parents.get(at)) line.unshift(at);
  return line;
}
