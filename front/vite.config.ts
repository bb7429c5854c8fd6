import { defineConfig } from "vite";

// The manifest tells the templates the hashed name of each file (autan/web/assets.py).
export default defineConfig({
  base: "/static/dist/",
  build: {
    outDir: "../autan/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    rollupOptions: {
      input: {
        boot: "src/boot.ts",
        site: "styles/site.css",
        publish: "styles/publish.css",
        gallery: "styles/gallery.css",
        embed: "styles/embed.css",
      },
    },
  },
});
