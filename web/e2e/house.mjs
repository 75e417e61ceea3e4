// A house is a fresh Vigie on a free port of the loopback, with an empty data
// folder. It is stopped and its folder removed whatever happens.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const program = process.env.VIGIE_BIN || join(root, "bin", "vigie");

const standing = new Set();

// openHouse starts the program and waits until it answers. secret is the
// one-time secret it printed.
export async function openHouse() {
	const data = await mkdtemp(join(tmpdir(), "vigie-e2e-"));
	const port = await freePort();
	const child = spawn(program, ["serve", "--data", data, "--addr", `127.0.0.1:${port}`], {
		env: { PATH: process.env.PATH, HOME: data, TZ: "Europe/Paris" },
		stdio: ["ignore", "pipe", "pipe"],
	});
	const house = { url: `http://127.0.0.1:${port}`, data, secret: "", log: "", child };
	standing.add(house);
	house.close = () => closeHouse(house);
	try {
		house.secret = await readSecret(house);
	} catch (error) {
		await closeHouse(house);
		throw error;
	}
	return house;
}

// readSecret resolves when the console has shown the secret: the program prints
// it once it answers.
function readSecret(house) {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error(`Vigie did not start within 30 s:\n${house.log}`)), 30_000);
		const read = (chunk) => {
			house.log += chunk;
			const secret = /^\s+([A-Z2-7]{20,})\s*$/m.exec(house.log)?.[1];
			if (!secret) return;
			clearTimeout(late);
			resolve(secret);
		};
		house.child.stdout.on("data", read);
		house.child.stderr.on("data", read);
		house.child.once("error", reject);
		house.child.once("exit", (code) => {
			clearTimeout(late);
			reject(new Error(`Vigie stopped with ${code}:\n${house.log}`));
		});
	});
}

async function closeHouse(house) {
	if (!standing.delete(house)) return;
	if (house.child.exitCode === null && house.child.signalCode === null) {
		const gone = new Promise((resolve) => house.child.once("exit", resolve));
		house.child.kill("SIGTERM");
		const hard = setTimeout(() => house.child.kill("SIGKILL"), 10_000);
		await gone;
		clearTimeout(hard);
	}
	await rm(house.data, { recursive: true, force: true });
}

export async function closeAll() {
	await Promise.all([...standing].map(closeHouse));
}

export function freePort() {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const { port } = probe.address();
			probe.close(() => resolve(port));
		});
	});
}
