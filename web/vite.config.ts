/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npm run dev` serves the pages itself and asks a server that runs beside it for everything else.
const server = process.env.POSTIL_URL ?? "http://127.0.0.1:8600";
// The server takes changes only from pages of the address it was asked at.
const proxied = { target: server, changeOrigin: false };

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../src/postil/web/dist",
    emptyOutDir: true,
    // Without this, small pictures become data URLs, and the policy of the pages grows a hole for them.
    assetsInlineLimit: 0,
    target: "es2023",
    chunkSizeWarningLimit: 600,
  },
  server: {
    // The name a session belongs to: sign in at the server's own address, then open this one.
    host: "127.0.0.1",
    proxy: { "/api": proxied, "/healthz": proxied },
  },
  test: { include: ["test/**/*.test.{ts,tsx}"] },
});
