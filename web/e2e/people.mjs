// What is needed before a flow begins, done by the API as a person's own program
// would do it: the first account, other accounts with their roles.

export const chief = { login: "claire", name: "Claire Martin", password: "une phrase assez longue 2026" };

// firstAccount makes the administrator of a fresh house and answers an API of theirs.
export async function firstAccount(house, language = "fr") {
	const api = apiOf(house);
	await api("POST", "/setup", {
		secret: house.secret,
		organisation: "Direction du numérique",
		login: chief.login,
		name: chief.name,
		email: "claire@example.org",
		password: chief.password,
		language,
	});
	return api;
}

// account makes a person, with a role on one unit or on the whole if one is named; they
// choose their password by the link of their invitation.
export async function account(house, api, { login, name, role, language = "fr", unit }) {
	const password = `${login} entre par ici 2026`;
	const user = await api("POST", "/users", { login, name, language });
	const { link } = await api("POST", `/users/${user.id}/invite`);
	const token = new URL(link).searchParams.get("token") ?? new URL(link).hash.slice(1);
	await apiOf(house)("POST", "/password/reset", { token, password });
	const made = { id: user.id, login, name, password };
	if (!role) return made;
	const roles = await api("GET", "/roles");
	const id = roles.items.find((r) => r.key === role)?.id;
	if (!id) throw new Error(`no role ${role} among ${roles.items.map((r) => r.key)}`);
	const everywhere = (await api("GET", "/units")).items.find((u) => !u.parent)?.id;
	await api("POST", "/grants", { user: user.id, role: id, unit: unit ?? everywhere });
	return made;
}

// apiOf is the API with a session that it keeps; a text is sent, and answered, as it is.
export function apiOf(house) {
	let cookie = "";
	return async (method, path, body, headers = {}) => {
		const answer = await fetch(`${house.url}/api/v1${path}`, {
			method,
			headers: {
				"Accept-Language": "fr",
				...(cookie ? { Cookie: cookie } : {}),
				...(body === undefined || body instanceof FormData ? {} : { "Content-Type": typeof body === "string" ? "application/yaml" : "application/json" }),
				...headers,
			},
			body: body === undefined || body instanceof FormData || typeof body === "string" ? body : JSON.stringify(body),
		});
		const set = answer.headers.getSetCookie()[0];
		if (set) cookie = set.split(";")[0];
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
		if (!answer.headers.get("Content-Type")?.includes("json")) return text || undefined;
		return text ? JSON.parse(text) : undefined;
	};
}

// letIn signs in without the form, wherever the page is; what is opened next is theirs.
export async function letIn(page, who) {
	const answer = await page.request.post("/api/v1/session", { data: { login: who.login, password: who.password } });
	if (!answer.ok()) throw new Error(`${who.login} is not let in: ${answer.status()} ${await answer.text()}`);
}

// signIn lets somebody in and opens a page.
export async function signIn(page, who, path = "/") {
	await letIn(page, who);
	await page.goto(path);
	await page.getByRole("navigation").first().waitFor();
}

// choose takes an entry of a list of the page by keys alone.
export async function choose(page, list, name) {
	await list.focus();
	await page.keyboard.press("Enter");
	await page.getByRole("option", { name, exact: true }).focus();
	await page.keyboard.press("Enter");
	await page.getByRole("listbox").waitFor({ state: "detached" });
}
