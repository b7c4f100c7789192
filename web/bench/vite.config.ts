import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The pages of the product do not carry these: bench/bench_editor.py and bench/bench_text.py build it into a directory of its own.
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  build: {
    target: "es2023",
    emptyOutDir: true,
    rollupOptions: {
      input: ["index.html", "text.html"].map((name) => resolve(import.meta.dirname, name)),
    },
  },
});
