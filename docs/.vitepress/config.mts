import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type MarkdownOptions } from "vitepress";

export default defineConfig({
  title: "LearningActors",
  description: "A service by which a trading desk's algorithms learn from what people and markets say about them.",
  lang: "en",
  base: "/guide/",
  cleanUrls: true,
  // The folder's list of decisions, which GitHub shows as its README.
  rewrites: { "decisions/README.md": "decisions/index.md" },
  head: [["link", { rel: "icon", href: "data:," }]],
  // What asks for nothing elsewhere: no fonts, no search service.
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Start", link: "/start" },
      { text: "Why did it not promote?", link: "/faq" },
    ],
    sidebar: [
      {
        text: "Begin",
        items: [
          { text: "Five minutes to a first result", link: "/start" },
          { text: "How it learns", link: "/concepts" },
          { text: "Glossary", link: "/glossary" },
          { text: "Why did it not promote?", link: "/faq" },
        ],
      },
      {
        text: "Use",
        items: [
          { text: "Connect an engine", link: "/guides/engine" },
          { text: "Clients", link: "/clients" },
          { text: "Embed the card", link: "/card" },
          { text: "Import a broker", link: "/importing" },
          { text: "Review a week", link: "/guides/weekly-review" },
          { text: "Run experiments", link: "/guides/experiments" },
          { text: "Fine-tune", link: "/fine-tuning" },
          { text: "What a model may say", link: "/guardrails" },
        ],
      },
      {
        text: "Operate",
        items: [
          { text: "Deploy", link: "/deployment" },
          { text: "Operate", link: "/operations" },
          { text: "Secure", link: "/security" },
          { text: "Scale", link: "/scale" },
          { text: "Runbooks", link: "/runbooks" },
          { text: "When things go wrong", link: "/faults" },
          { text: "Who may do what", link: "/access" },
          { text: "Configuration", link: "/configuration" },
        ],
      },
      {
        text: "Look up",
        items: [
          { text: "The HTTP API", link: "/api" },
          { text: "How often it is right", link: "/learning-validity" },
          { text: "Architecture", link: "/architecture" },
          { text: "Decisions", link: "/decisions/" },
          { text: "Changes", link: "/changelog" },
        ],
      },
    ],
  },
  vite: { build: { assetsInlineLimit: 0 } },
  markdown: {
    config: (md) => {
      md.core.ruler.push("outside", ({ tokens, env }) => turnLinks(tokens, env.relativePath));
      const listing = md.renderer.rules.fence!;
      md.renderer.rules.fence = (tokens, i, ...others) =>
        tokens[i].info === "mermaid" ? `<Diagram text="${encodeURIComponent(tokens[i].content)}" />` : listing(tokens, i, ...others);
    },
  },
  buildEnd: ({ outDir }) => compress(outDir),
});

type Rule = Parameters<Parameters<NonNullable<MarkdownOptions["config"]>>[0]["core"]["ruler"]["push"]>[1];
type Tokens = Parameters<Rule>[0]["tokens"];

/** Files outside docs/ that have a page here: it includes them, as they stand. */
const included: Record<string, string> = { "CHANGELOG.md": "changelog.md", "SECURITY.md": "security.md" };

/** Addresses of the service, which are no pages of this site. */
const served: Record<string, string> = { "openapi.json": "/openapi/v1.json" };

/**
 * Links as they are read in the repository become those of the site. What has neither a page nor an address stays, and fails the
 * build as dead.
 */
function turnLinks(tokens: Tokens, page = ""): boolean {
  const isIncluded = Object.values(included).includes(page);
  const up = "../".repeat(page.split("/").length - 1);
  for (const token of tokens.flatMap((one) => one.children ?? [])) {
    const link = token.type === "link_open" ? (token.attrGet("href") ?? "") : "";
    // The included file names pages from the repository's root, and others from here.
    const inDocs = isIncluded && link.startsWith("docs/") ? link.slice("docs/".length) : link;
    const [path, hash] = inDocs.split("#");
    const outside = path.startsWith(`${up}../`) ? path.slice(up.length + 3) : isIncluded ? path : "";
    if (included[outside]) token.attrSet("href", `${up}${included[outside]}${hash ? `#${hash}` : ""}`);
    else if (served[path]) {
      token.attrSet("href", served[path]);
      token.attrSet("target", "_self");
    } else if (/^\/(docs|openapi|dashboard)\//.test(link)) token.attrSet("target", "_self");
    else if (inDocs !== link) token.attrSet("href", inDocs);
  }
  return true;
}

/** Leaves each text compressed beside itself; the service sends what the browser takes. */
function compress(folder: string) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css|svg|html|json)$/.test(name)) continue;
    const content = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}
