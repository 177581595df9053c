/** A piece of a text compared with another: in both, only in the former, or only in the latter. */
export interface DiffPiece {
  kind: "same" | "removed" | "added";
  text: string;
}

/** What changed between two texts, by words; the longest common subsequence stays. */
export function diffWords(former: string, latter: string): DiffPiece[] {
  const a = split(former);
  const b = split(latter);
  const width = b.length + 1;
  // common[i * width + j]: how many words a[i..] and b[j..] have in common.
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const pieces: DiffPiece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(pieces, "same", a[i]!);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      push(pieces, "removed", a[i++]!);
    else push(pieces, "added", b[j++]!);
  }
  return pieces;
}

/** Placeholders, words and signs, each with the space behind it. */
const split = (text: string): string[] => text.match(/(?:\{\w+\}|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_])\s*|\s+/gu) ?? [];

/** Which part of the latter text was in the former already; a text that is mostly new is better read beside the other. */
export function keptShare(pieces: readonly DiffPiece[]): number {
  const length = (kind: DiffPiece["kind"]) => pieces.reduce((sum, piece) => sum + (piece.kind === kind ? piece.text.length : 0), 0);
  const same = length("same");
  const whole = same + length("added");
  return whole === 0 ? 1 : same / whole;
}

function push(pieces: DiffPiece[], kind: DiffPiece["kind"], text: string): void {
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}
