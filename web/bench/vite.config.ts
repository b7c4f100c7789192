import { defineConfig } from "vite";

// The pages of the product do not carry this one: bench/bench_editor.py builds it into a directory of its own.
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  build: { target: "es2023", emptyOutDir: true },
});
