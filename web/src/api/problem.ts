// What went wrong, as the server says it (RFC 9457), in the language of the page.

export type FieldProblem = { location: string; message: string };

export type ProblemBody = {
	title?: string;
	detail?: string;
	status?: number;
	errors?: FieldProblem[] | null;
	current?: unknown;
};

// Problem is any answer that is not a success, and a server that could not be
// reached (status 0).
export class Problem extends Error {
	readonly status: number;
	readonly title: string;
	readonly errors: FieldProblem[];
	// retryAfter: seconds the server asks to wait, when it does
	readonly retryAfter?: number;

	constructor(status: number, body: ProblemBody, retryAfter?: number) {
		super(body.detail || body.title || `HTTP ${status}`);
		this.name = "Problem";
		this.status = status;
		this.title = body.title ?? "";
		this.errors = body.errors ?? [];
		this.retryAfter = retryAfter;
	}

	get offline(): boolean {
		return this.status === 0;
	}

	get refused(): boolean {
		return this.status === 403 || this.status === 404;
	}

	// fields are the messages by field, for the line under each control.
	fields(): Record<string, string> {
		const out: Record<string, string> = {};
		for (const { location, message } of this.errors) out[fieldOf(location)] ??= message;
		return out;
	}
}

// Outdated says that someone else changed the object first; current is what it
// holds now.
export class Outdated extends Problem {
	readonly current: unknown;

	constructor(body: ProblemBody) {
		super(412, body);
		this.name = "Outdated";
		this.current = body.current;
	}
}

export async function problemOf(answer: Response): Promise<Problem> {
	const body = await bodyOf(answer);
	if (answer.status === 412) return new Outdated(body);
	return new Problem(answer.status, body, Number(answer.headers.get("Retry-After")) || undefined);
}

async function bodyOf(answer: Response): Promise<ProblemBody> {
	if (!answer.headers.get("Content-Type")?.includes("json")) return { title: answer.statusText };
	try {
		const body: unknown = await answer.json();
		return body && typeof body === "object" ? (body as ProblemBody) : {};
	} catch {
		return { title: answer.statusText };
	}
}

// fieldOf takes the last name of a place such as "body.attrs.total_cost".
function fieldOf(location: string): string {
	return location.split(".").at(-1) ?? location;
}
