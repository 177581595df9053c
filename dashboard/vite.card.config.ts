import { defineConfig } from "vite";

/** The card for other people's pages: one file without dependencies, beside the app. */
export default defineConfig({
  publicDir: false,
  build: {
    target: "es2022",
    emptyOutDir: false,
    sourcemap: true,
    lib: { entry: "src/Card/card.ts", formats: ["es"], fileName: () => "card.js" },
  },
});
