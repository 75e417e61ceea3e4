// The codes of an authenticator application (RFC 6238), as a phone computes them.
import { createHmac } from "node:crypto";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// codeOf is the code of a secret in base 32, some periods of 30 s from now.
export function codeOf(secret, steps = 0) {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
	const digest = createHmac("sha1", bytesOf(secret)).update(counter).digest();
	const at = digest[digest.length - 1] & 15;
	return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function bytesOf(secret) {
	const bits = [...secret.replace(/[^A-Z2-7]/g, "")].map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("");
	return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}
