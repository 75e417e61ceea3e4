// The names under which answers are kept. The first word is the entity of the
// server's events: an event throws away everything under it.
export const keys = {
	me: ["me"] as const,
	sessions: ["session"] as const,
	tokens: ["token"] as const,
	setup: ["setup"] as const,
	personas: ["persona"] as const,
	users: ["user"] as const,
	groups: ["group"] as const,
	units: ["unit"] as const,
	roles: ["role"] as const,
	permissions: ["permission"] as const,
	grants: ["grant"] as const,
	fields: ["field"] as const,
	projects: ["project"] as const,
	portfolios: ["portfolio"] as const,
	imports: ["import"] as const,
	search: (q: string) => ["search", q] as const,
};
