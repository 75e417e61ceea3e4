import { api } from "../api/client";
import type { Attribute, Named, Unit, User } from "../api/types";
import { fold } from "../format/fold";
import { readAll } from "./list";

// Directory finds people, units and projects by what one writes for them: name,
// login, address, code. It answers all that fit.
export type Directory = { find: (kind: "user" | "unit" | "project", text: string) => readonly Named[] };

type Entry = Named & { also: readonly string[] };

export const noDirectory: Directory = { find: () => [] };

// readDirectory reads the lists that attributes of these kinds need, once.
export async function readDirectory(attributes: readonly Attribute[]): Promise<Directory> {
	const kinds = new Set(attributes.map((a) => a.kind));
	const lists = new Map<string, Map<string, Named[]>>();
	const add = async (kind: "user" | "unit" | "project", read: () => Promise<Entry[]>) => {
		if (kinds.has(kind)) lists.set(kind, byName(await read().catch(() => [])));
	};
	await Promise.all([add("user", readUsers), add("unit", readUnits), add("project", readProjects)]);
	return { find: (kind, text) => lists.get(kind)?.get(fold(text)) ?? [] };
}

function byName(entries: readonly Entry[]): Map<string, Named[]> {
	const out = new Map<string, Named[]>();
	for (const { id, name, also } of entries) {
		for (const word of new Set([name, id, ...also].filter(Boolean).map(fold))) {
			out.set(word, [...(out.get(word) ?? []), { id, name }]);
		}
	}
	return out;
}

async function readUsers(): Promise<Entry[]> {
	const users = await readAll<User>("/users");
	return users.filter((u) => !u.disabled).map(({ id, name, login, email }) => ({ id, name, also: [login, email] }));
}

async function readUnits(): Promise<Entry[]> {
	return (await readAll<Unit>("/units")).map(({ id, name, code }) => ({ id, name, also: [code ?? ""] }));
}

async function readProjects(): Promise<Entry[]> {
	const table = await api.get<{ columns: string[]; rows: unknown[][] }>("/projects", {
		fields: "code,name",
		shape: "table",
		limit: 20_000,
	});
	const at = (name: string) => table.columns.indexOf(name);
	const [id, code, name] = [at("id"), at("code"), at("name")];
	return table.rows.map((r) => ({ id: String(r[id]), name: String(r[name] ?? ""), also: [String(r[code] ?? "")] }));
}
