import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { fewChunks } from "./build/few-chunks.ts";
import { gzipAssets } from "./build/gzip-assets.ts";
import { layerOrder } from "./build/layer-order.ts";
import { onlyOurLanguages } from "./build/only-our-languages.ts";

// What is loaded together: by every visit, by every page, by the first pages both, by
// the portfolio and its summary, by all lists, by the portfolio.
const portfolio = "/src/features/portfolio/portfolio-page.tsx";
const chunks = [
	{ name: "start", of: ["/src/main.tsx"] },
	{ name: "frame", of: ["/src/app/shell.tsx"] },
	{ name: "common", of: ["/src/features/home/home-page.tsx", portfolio] },
	{ name: "shared", of: ["/src/features/summary/summary-page.tsx", portfolio] },
	{ name: "grid", of: ["/src/views/grid/list-grid.tsx", portfolio] },
	{ name: "portfolio", of: [portfolio] },
];

// No asset is inlined and every tag carries the nonce, so that the page runs
// under "script-src 'self'; style-src 'self' 'nonce-…'"; the Go handler puts a
// fresh nonce in the place of __CSP_NONCE__ on each answer.
export default defineConfig({
	plugins: [
		react(),
		fewChunks(chunks),
		onlyOurLanguages(["fr-FR", "en-GB", "en-US"]),
		layerOrder("src/styles/layers.css"),
		gzipAssets(),
	],
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
		isolate: false,
		setupFiles: ["build/own-world.ts"],
	},
});
