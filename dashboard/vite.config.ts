import react from "@vitejs/plugin-react";
import { compressed } from "./compressed.ts";
import { defineConfig } from "vitest/config";

const service = process.env.LEARNING_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/dashboard/",
  plugins: [react(), compressed()],
  // The service writes a new nonce in place of this word with each page.
  html: { cspNonce: "__CSP_NONCE__" },
  build: { target: "es2023", sourcemap: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { proxy: { "/api": service, "/docs": service, "/openapi": service } },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
