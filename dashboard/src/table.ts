import { html, nothing, type TemplateResult } from "lit-html";

/** A column: its title, what it shows of a row, and whether that is a number. */
export interface Column<T> {
  title: string;
  cell: (row: T) => unknown;
  number?: boolean;
}

/** Rows as a table; a sentence where there are none. */
export function table<T>(rows: readonly T[], none: string, columns: readonly Column<T>[]): TemplateResult {
  if (rows.length === 0) return html`<p class="quiet">${none}</p>`;
  const side = (column: Column<T>) => (column.number ? "number" : nothing);
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th class=${side(column)}>${column.title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr>${columns.map((column) => html`<td class=${side(column)}>${column.cell(row)}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

/** A figure with what it is, and what is said of it. */
export function tile(title: string, figure: string, note: unknown = nothing): TemplateResult {
  return html`<div class="tile"><span class="quiet">${title}</span><b>${figure}</b>${note}</div>`;
}
