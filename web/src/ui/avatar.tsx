import styles from "./avatar.module.css";
import { tagColours } from "./tag";

// Avatar is a person's initials on a colour that stays theirs. It stands beside
// the name and says nothing by itself.
export function Avatar({ name, size = 20 }: { name: string; size?: 20 | 24 | 32 }) {
	return (
		<span
			className={styles.avatar}
			data-size={size}
			data-colour={avatarColour(name)}
			data-initials={initials(name)}
			aria-hidden="true"
		/>
	);
}

export function initials(name: string): string {
	const words = name
		.trim()
		.split(/[\s-]+/)
		.filter(Boolean);
	const last = words.length > 1 ? words.at(-1) : undefined;
	return ((words[0]?.[0] ?? "?") + (last?.[0] ?? "")).toUpperCase();
}

// avatarColour is the colour that stays a person's.
export function avatarColour(name: string): string {
	let sum = 0;
	for (const c of name) sum = (sum * 31 + (c.codePointAt(0) ?? 0)) >>> 0;
	return tagColours[1 + (sum % (tagColours.length - 1))] ?? "grey";
}
