// A Vigie with many projects, made up by the program itself, and forty columns.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const program = process.env.VIGIE_BIN || join(root, "bin", "vigie");

// The attributes that are added, so that forty columns have values.
const added = 15;
const kinds = ["text", "number", "money", "date", "yes_no"];
export const columns = [
	"code,name,unit,stage,weather,light,progress,start,end,total_cost,total_cost_baseline,actual_cost,manager,priority,type",
	"duration,start_baseline,end_baseline,programme,sponsor,axes,tags,description,comment,currency",
	Array.from({ length: added }, (_, i) => `bench_${i}`).join(","),
].join(",");

// openMany answers the address of a demonstration with so many projects. What
// VIGIE_BENCH_DATA names is kept from one run to the next.
export async function openMany(projects) {
	const kept = process.env.VIGIE_BENCH_DATA;
	const data = kept ? join(kept, `projects-${projects}`) : await mkdtemp(join(tmpdir(), "vigie-bench-"));
	const fresh = !existsSync(join(data, "vigie.db"));
	const port = await freePort();
	const child = spawn(program, ["demo", "--data", data, "--projects", String(projects), "--addr", `127.0.0.1:${port}`], {
		env: { PATH: process.env.PATH, HOME: data, TZ: "Europe/Paris" },
		stdio: ["ignore", "pipe", "pipe"],
	});
	const server = { url: `http://127.0.0.1:${port}`, log: "" };
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (server.log += chunk));
	server.close = async () => {
		const gone = new Promise((resolve) => child.once("exit", resolve));
		if (child.exitCode === null) {
			child.kill("SIGTERM");
			await gone;
		}
		if (!kept) await rm(data, { recursive: true, force: true });
	};
	await ready(server, child);
	if (fresh) await widen(server);
	return server;
}

async function ready(server, child) {
	for (let tries = 0; tries < 3000; tries++) {
		if (child.exitCode !== null) throw new Error(`Vigie stopped:\n${server.log}`);
		const answer = await fetch(`${server.url}/readyz`).catch(() => null);
		if (answer?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`Vigie did not answer:\n${server.log}`);
}

// widen adds attributes and gives every project a value of each.
async function widen(server) {
	const me = await signIn(server);
	for (let i = 0; i < added; i++) {
		const label = { en: `Measure ${i + 1}`, fr: `Mesure ${i + 1}` };
		await me("POST", "/fields", { key: `bench_${i}`, kind: kinds[i % kinds.length], label });
	}
	const { rows } = await me("GET", "/projects?shape=table&limit=20000&fields=code");
	for (let from = 0; from < rows.length; from += 500) {
		const items = rows.slice(from, from + 500).map(([id, version], n) => ({ id, version, changes: valuesOf(from + n) }));
		await me("PATCH", "/projects", { items });
	}
}

function valuesOf(n) {
	const day = (i) => new Date(Date.UTC(2025, 0, 1 + ((n * (i + 3)) % 700))).toISOString().slice(0, 10);
	const of = {
		text: (i) => `Valeur ${(n * (i + 1)) % 97}`,
		number: (i) => String((n * (i + 7)) % 100_000),
		money: (i) => ({ amount: String((n * (i + 5)) % 1_000_000), currency: "EUR" }),
		date: day,
		yes_no: (i) => (n + i) % 3 === 0,
	};
	return Object.fromEntries(Array.from({ length: added }, (_, i) => [`bench_${i}`, of[kinds[i % kinds.length]](i)]));
}

// signIn answers how to ask the API as the administrator of the demonstration.
async function signIn(server) {
	const signed = await fetch(`${server.url}/api/v1/demo/session`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ login: await administrator(server) }),
	});
	if (!signed.ok) throw new Error(`signing in: ${signed.status} ${await signed.text()}`);
	const cookie = signed.headers.getSetCookie()[0].split(";")[0];
	return async (method, path, body) => {
		const headers = { cookie, "content-type": "application/json" };
		const answer = await fetch(`${server.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
		return answer.json();
	};
}

async function administrator(server) {
	const { items } = await fetch(`${server.url}/api/v1/demo/accounts`).then((r) => r.json());
	return items.find((a) => a.role.includes("admin"))?.login ?? items[0].login;
}

function freePort() {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const { port } = probe.address();
			probe.close(() => resolve(port));
		});
	});
}
