/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig, type ProxyOptions } from "vite";

// `npm run dev` serves the pages itself and asks a server that runs beside it for everything else.
const server = process.env.POSTIL_URL ?? "http://127.0.0.1:8600";
// The server knows a session by the port it was asked at, and takes changes only from pages of that address: it is
// asked at its own, and what a page of ours sends comes from there.
const proxied: ProxyOptions = {
  target: server,
  changeOrigin: true,
  configure: (proxy) =>
    proxy.on("proxyReq", (asked, { headers }) => {
      if (headers.origin === `http://${headers.host}`) asked.setHeader("origin", new URL(server).origin);
    }),
};

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
