// Followed is a draft once others have changed what it stands on. typed: something is
// typed in it; clash: what is typed was changed by others too, to something else.
export type Followed<T> = { draft: T; typed: boolean; clash: boolean };

export const alike = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

// follow takes over what others changed from was to now, but for what is typed: nothing
// typed is lost, and nothing of others is undone by saving it.
export function follow<T extends object>(draft: T, was: T, now: T): Followed<T> {
	const out = { ...now };
	let typed = false;
	let clash = false;
	for (const key of Object.keys(draft) as (keyof T)[]) {
		if (alike(draft[key], was[key]) || alike(draft[key], now[key])) continue;
		out[key] = draft[key];
		typed = true;
		clash ||= !alike(was[key], now[key]);
	}
	return { draft: out, typed, clash };
}
