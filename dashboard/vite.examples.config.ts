import vue from "@vitejs/plugin-vue";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The examples of the card: pages of other people, which are served from elsewhere and are no part of the app. */
export default defineConfig({
  root: "examples",
  base: "./",
  plugins: [react(), vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "learning-explanation-card" } } })],
  build: {
    target: "es2023",
    outDir: "../../artifacts/card-examples",
    emptyOutDir: true,
    rolldownOptions: { input: ["examples/react.html", "examples/vue.html"] },
  },
});
