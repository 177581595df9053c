import { useElementSize } from "@mantine/hooks";

/** The width that a drawing has on the page, px, so that its text is as large as the page's; a guess until it is laid out. */
export function useDrawnWidth(guess = 560) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  return { ref, width: width > 0 ? Math.round(width) : guess };
}
