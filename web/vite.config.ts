import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { gzipAssets } from "./build/gzip-assets.ts";
import { layerOrder } from "./build/layer-order.ts";
import { onlyOurLanguages } from "./build/only-our-languages.ts";

// No asset is inlined and every tag carries the nonce, so that the page runs
// under "script-src 'self'; style-src 'self' 'nonce-…'"; the Go handler puts a
// fresh nonce in the place of __CSP_NONCE__ on each answer.
export default defineConfig({
	plugins: [react(), onlyOurLanguages(["fr-FR", "en-GB", "en-US"]), layerOrder("src/styles/layers.css"), gzipAssets()],
	html: { cspNonce: "__CSP_NONCE__" },
	build: {
		target: ["chrome123", "firefox121", "safari17.5"],
		assetsInlineLimit: 0,
		// One style sheet, and no list of what to fetch ahead: a page has a hundred
		// small parts, which name one another at their top.
		cssCodeSplit: false,
		modulePreload: { polyfill: false, resolveDependencies: () => [] },
		chunkSizeWarningLimit: 600,
	},
	server: { port: 5173, proxy: { "/api": "http://localhost:8080" } },
	test: {
		environment: "node",
		include: ["src/**/*.test.{ts,tsx}"],
	},
});
