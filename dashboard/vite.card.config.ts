import { defineConfig } from "vite";
import { compressed } from "./compressed.ts";

/** The card for other people's pages: one file without dependencies, beside the app. */
export default defineConfig({
  publicDir: false,
  plugins: [compressed()],
  build: {
    target: "es2022",
    emptyOutDir: false,
    sourcemap: true,
    lib: { entry: "src/Card/card.ts", formats: ["es"], fileName: () => "card.js" },
  },
});
