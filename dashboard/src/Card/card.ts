import { styles } from "./styles";
import { drawnThumb } from "./thumb";

/** An explanation as the service gives it; more fields do no harm. */
export interface CardExplanation {
  explanation_id: string | null;
  ticker: string;
  signal: string;
  confidence: number;
  explanation: string;
  factors: readonly { name: string; impact: string }[];
  sentiment: string;
  fallback?: boolean;
}

/** What a person says of an explanation: the thumb first, stars and comment later. */
export interface CardVote {
  helpful?: boolean;
  rating?: number;
  comment?: string;
}

/** Sends a vote; what it throws has the status, and the detail to show. */
export type SendVote = (explanationId: string, vote: CardVote) => Promise<void>;

/** What could not be done, and what to tell of it. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Where this script came from is the service. */
const origin = new URL(import.meta.url).origin;

/**
 * An explanation that can be rated, for any page.
 *
 * Attributes: `explanation-id`; `token`, a rating token for it, which says who rates; `service`, the address of the service, where it
 * is not the script's. Properties: `explanation`, for pages that have it already; `sendVote`, for pages that send votes themselves.
 * Event: `learning-rated`, with the vote as its detail.
 */
export class LearningExplanationCard extends HTMLElement {
  static readonly observedAttributes = ["explanation-id", "token", "service"];

  #explanation: CardExplanation | null = null;
  #vote: CardVote = {};
  #isSending = false;
  #said: { text: string; isProblem: boolean } | null = null;
  #sendVote: SendVote | null = null;
  #asked = 0;
  readonly #root = this.attachShadow({ mode: "open" });

  /** The explanation that is shown. */
  get explanation(): CardExplanation | null {
    return this.#explanation;
  }

  set explanation(value: CardExplanation | null) {
    this.#asked++;
    if (value?.explanation_id !== this.#explanation?.explanation_id) this.#vote = {};
    this.#explanation = value;
    this.#said = null;
    this.#draw();
  }

  /** How votes are sent, instead of with the token. */
  set sendVote(value: SendVote | null) {
    this.#sendVote = value;
  }

  connectedCallback(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.#root.adoptedStyleSheets = [sheet];
    // Frameworks may have set the property before the element was known.
    if (Object.hasOwn(this, "explanation")) {
      const given = this.explanation;
      Reflect.deleteProperty(this, "explanation");
      this.explanation = given;
    }
    this.#draw();
    void this.#load();
  }

  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) void this.#load();
  }

  get #service(): string {
    return (this.getAttribute("service") ?? origin).replace(/\/$/, "");
  }

  async #load(): Promise<void> {
    const id = this.getAttribute("explanation-id");
    if (!id || this.#explanation?.explanation_id === id) return;
    const turn = ++this.#asked;
    try {
      const found = (await this.#request("GET", `/api/explanations/${encodeURIComponent(id)}`)) as CardExplanation;
      if (turn === this.#asked) this.explanation = found;
    } catch (error) {
      if (turn !== this.#asked) return;
      this.#said = {
        text: error instanceof Refusal && error.status === 404 ? "This explanation does not exist." : explain(error),
        isProblem: true,
      };
      this.#draw();
    }
  }

  async #request(method: string, path: string, body?: object): Promise<unknown> {
    const token = this.getAttribute("token");
    const response = await fetch(this.#service + path, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body ? { "Content-Type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json().catch(() => null)) as { detail?: string; title?: string } | null;
    if (response.ok) return answer;
    const minutes = Math.ceil(Number(response.headers.get("Retry-After") ?? 60) / 60);
    throw new Refusal(
      response.status,
      response.status === 429
        ? `You have rated many explanations. Try again in ${minutes} min.`
        : (answer?.detail ?? answer?.title ?? "Not possible now."),
    );
  }

  async #rate(vote: CardVote, thanks: string): Promise<void> {
    const id = this.#explanation?.explanation_id;
    if (!id || this.#isSending) return;
    const before = this.#vote;
    this.#vote = { ...before, ...vote };
    this.#isSending = true;
    this.#said = null;
    this.#draw();
    try {
      if (this.#sendVote) await this.#sendVote(id, vote);
      else await this.#request("POST", `/api/feedback/${encodeURIComponent(id)}`, vote);
      this.#said = { text: thanks, isProblem: false };
      this.dispatchEvent(new CustomEvent("learning-rated", { bubbles: true, composed: true, detail: this.#vote }));
    } catch (error) {
      this.#vote = before;
      this.#said = { text: explain(error), isProblem: true };
    }
    this.#isSending = false;
    this.#draw();
  }

  #draw(): void {
    const focused = this.#root.activeElement?.id;
    const comment = this.#root.querySelector("textarea")?.value;
    const isOpen = this.#root.querySelector("details")?.open ?? false;
    this.#root.replaceChildren(this.#explanation ? this.#card(this.#explanation, isOpen, comment ?? "") : this.#placeholder());
    if (focused) this.#root.getElementById(focused)?.focus();
  }

  #placeholder(): HTMLElement {
    return element(
      "article",
      { "aria-busy": String(!this.#said) },
      this.#said ? element("p", { role: "alert", class: "bad" }, this.#said.text) : element("p", { class: "quiet" }, "Loading …"),
    );
  }

  #card(of: CardExplanation, isOpen: boolean, comment: string): HTMLElement {
    const isRateable = of.explanation_id !== null;
    return element(
      "article",
      { "aria-label": `${of.signal} ${of.ticker}` },
      element(
        "header",
        {},
        element("strong", { class: `signal ${of.signal.toLowerCase()}` }, of.signal),
        element("strong", {}, of.ticker),
        element("span", { class: "quiet" }, `confidence ${Math.round(of.confidence * 100)} %`),
        element("span", { class: "quiet" }, of.sentiment),
      ),
      element("p", { class: "text" }, of.explanation),
      ...(of.factors.length > 0
        ? [
            element(
              "ul",
              { "aria-label": "Factors" },
              ...of.factors.map((factor) =>
                element("li", {}, element("span", {}, factor.name), element("span", { class: "quiet" }, factor.impact)),
              ),
            ),
          ]
        : []),
      ...(of.fallback ? [element("p", { class: "quiet" }, "Written from a template; the model did not answer.")] : []),
      ...(isRateable ? [this.#thumbs(), ...(this.#vote.helpful === undefined ? [] : [this.#more(isOpen, comment)])] : []),
      element(
        "p",
        { role: "status", class: this.#said?.isProblem ? "bad" : "good" },
        this.#isSending ? "Sending …" : (this.#said?.text ?? ""),
      ),
    );
  }

  #thumbs(): HTMLElement {
    const thumb = (isHelpful: boolean, name: string) => {
      const button = element(
        "button",
        { id: name, type: "button", "aria-pressed": String(this.#vote.helpful === isHelpful) },
        drawnThumb(isHelpful),
        name,
      );
      button.addEventListener("click", () => void this.#rate({ helpful: isHelpful }, "Thanks for the feedback!"));
      return button;
    };
    return element(
      "div",
      { class: "thumbs", role: "group", "aria-label": "Was this helpful?" },
      element("span", {}, "Was this helpful?"),
      thumb(true, "Yes"),
      thumb(false, "No"),
    );
  }

  #more(isOpen: boolean, comment: string): HTMLElement {
    const stars = element(
      "fieldset",
      {},
      element("legend", {}, "Stars"),
      ...[1, 2, 3, 4, 5].map((number) => {
        const choice = element("input", { type: "radio", name: "stars", id: `star-${number}`, value: String(number) });
        choice.checked = this.#vote.rating === number;
        choice.addEventListener("change", () => this.#root.querySelector("form")?.setAttribute("data-stars", String(number)));
        return element(
          "label",
          { for: `star-${number}` },
          choice,
          element("span", { "aria-hidden": "true" }, "★"),
          element("span", { class: "hidden" }, `${number} of 5`),
        );
      }),
    );
    const text = element("textarea", { id: "comment", rows: "2", maxlength: "2000", placeholder: "What was wrong, or good?" });
    text.value = comment || (this.#vote.comment ?? "");
    const form = element(
      "form",
      { "data-stars": String(this.#vote.rating ?? 0) },
      stars,
      element("label", { for: "comment" }, "Comment"),
      text,
      element("button", { id: "send", type: "submit" }, "Send"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const rating = Number(form.getAttribute("data-stars"));
      const said = text.value.trim();
      if (rating === 0) {
        this.#said = { text: "Choose the stars first.", isProblem: true };
        this.#draw();
        return;
      }
      void this.#rate({ rating, ...(said ? { comment: said } : {}) }, "Thanks, that helps!");
    });
    const details = element("details", {}, element("summary", { id: "more" }, "More feedback …"), form);
    details.open = isOpen;
    return details;
  }
}

const explain = (error: unknown): string =>
  error instanceof Refusal
    ? error.message
    : typeof error === "object" && error !== null && "detail" in error && typeof error.detail === "string"
      ? error.detail
      : "The service does not answer. Try again.";

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

if (!customElements.get("learning-explanation-card")) customElements.define("learning-explanation-card", LearningExplanationCard);
