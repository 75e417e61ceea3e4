import type { Plugin } from "vite";

// Chunk names a chunk and the modules that it holds, unless a chunk named before
// holds them: all that each of some modules needs at once.
export type Chunk = { name: string; of: readonly string[] };

// react is a chunk of its own: everything else needs it.
const react = /node_modules\/(react|react-dom|scheduler)\//;

// elsewhere are libraries of many small parts, of which a page needs few: the
// bundler knows better which.
const elsewhere = /node_modules\/(?!@tanstack\/)/;

// fewChunks puts what the first pages need into a few chunks. Left to itself the
// bundler makes a hundred of it, by who shares what, each with a request and a
// dictionary of its own.
export function fewChunks(chunks: readonly Chunk[]): Plugin {
	const home = new Map<string, string>();
	return {
		name: "few-chunks",
		apply: "build",
		buildEnd() {
			const ids = [...this.getModuleIds()];
			const reached = (id: string, seen = new Set<string>()) => {
				if (seen.has(id) || elsewhere.test(id)) return seen;
				seen.add(id);
				for (const next of this.getModuleInfo(id)?.importedIds ?? []) reached(next, seen);
				return seen;
			};
			for (const { name, of } of chunks) {
				const all = of.map((path) => {
					const start = ids.find((id) => id.endsWith(path));
					return start ? reached(start) : this.error(`few-chunks: there is no module ${path}`);
				});
				for (const id of all[0] ?? []) if (!home.has(id) && all.every((one) => one.has(id))) home.set(id, name);
			}
		},
		config: () => ({
			build: {
				rolldownOptions: {
					output: {
						codeSplitting: {
							includeDependenciesRecursively: false,
							groups: [
								{ name: "react", test: react },
								...chunks.map(({ name }) => ({ name, test: (id: string) => home.get(id) === name })),
							],
						},
					},
				},
			},
		}),
	};
}
