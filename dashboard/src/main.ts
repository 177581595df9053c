import { html, nothing, render, type TemplateResult } from "lit-html";
import "uplot/dist/uPlot.min.css";
import "./style.css";
import { SignedOut, signIn, signOut } from "./api";
import { explanations } from "./sections/explanations";
import { journal } from "./sections/journal";
import { operations } from "./sections/operations";
import { recommendations } from "./sections/recommendations";

const sections: Record<string, { title: string; load: () => Promise<TemplateResult> }> = {
  explanations: { title: "Explanations", load: explanations },
  journal: { title: "Journal", load: journal },
  recommendations: { title: "Recommendations", load: recommendations },
  operations: { title: "Operations", load: operations },
};
const first = "explanations";
const refreshEvery = 30_000;
const page = document.getElementById("page")!;
let shown = 0;

function frame(name: string, content: TemplateResult): TemplateResult {
  return html`
    <header>
      <h1>LearningActors</h1>
      <nav>
        ${Object.entries(sections).map(
          ([key, one]) => html`<a href="#${key}" aria-current=${key === name ? "page" : nothing}>${one.title}</a>`,
        )}
        <a href="/docs/">API</a>
      </nav>
      <button @click=${leave}>Sign out</button>
    </header>
    <main>${content}</main>
  `;
}

function login(message = ""): TemplateResult {
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const key = new FormData(event.target as HTMLFormElement).get("key");
    try {
      await signIn(String(key).trim());
      await show();
    } catch (error) {
      render(login(error instanceof SignedOut ? "The key is unknown, or may not read." : String(error)), page);
    }
  };
  return html`<form class="login card" @submit=${submit}>
    <h1>LearningActors</h1>
    <p><label for="key">Key with the scope read or admin</label></p>
    <p><input id="key" name="key" type="password" autocomplete="current-password" required autofocus /></p>
    <p><button>Sign in</button> <span class="bad" role="alert">${message}</span></p>
  </form>`;
}

async function leave(): Promise<void> {
  await signOut();
  render(login(), page);
}

/** Shows the section of the address; a later call wins over one that still loads. */
async function show(): Promise<void> {
  const name = location.hash.slice(1) in sections ? location.hash.slice(1) : first;
  const turn = ++shown;
  try {
    const content = await sections[name]!.load();
    if (turn === shown) render(frame(name, content), page);
  } catch (error) {
    if (turn !== shown) return;
    render(error instanceof SignedOut ? login() : frame(name, html`<p class="bad" role="alert">${String(error)}</p>`), page);
  }
}

addEventListener("hashchange", () => void show());
setInterval(() => {
  if (!document.hidden && !page.querySelector("form")) void show();
}, refreshEvery);
void show();
