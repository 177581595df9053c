/** A thumb, up or down; drawn, since not every machine has a font with one. */
export function drawnThumb(isUp: boolean): SVGElement {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("viewBox", "0 0 16 16");
  drawn.setAttribute("aria-hidden", "true");
  if (!isUp) drawn.setAttribute("transform", "rotate(180)");
  const line = document.createElementNS(drawn.namespaceURI, "path");
  line.setAttribute("d", "M2 7h3v7H2zM5 7.5 8 2c1.4 0 2 .9 1.8 2L9.3 6.5H13c1 0 1.6.8 1.4 1.7l-1 4.5c-.2.8-.8 1.3-1.6 1.3H5");
  drawn.append(line);
  return drawn as SVGElement;
}
