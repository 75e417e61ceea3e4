import { api } from "../../api/client";
import { Problem } from "../../api/problem";
import { langState } from "../../i18n/lang";
import type { Import } from "./types";

// Progress is told while a file goes up: the share sent, 0 to 1; at 1 the server
// is reading it.
export type OnProgress = (share: number) => void;

// upload sends a file with its fields. The browser tells how far it is only
// through XMLHttpRequest. A session that has ended is renewed in place, then the
// file is sent again.
export async function upload(form: FormData, onProgress: OnProgress, signal: AbortSignal): Promise<Import> {
	const first = await post(form, onProgress, signal);
	if (first.status !== 401) return answerOf(first);
	await api.get("/me");
	return answerOf(await post(form, onProgress, signal));
}

type Answer = { status: number; text: string; retryAfter: number };

function post(form: FormData, onProgress: OnProgress, signal: AbortSignal): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", "/api/v1/imports");
		request.setRequestHeader("Accept", "application/json");
		request.setRequestHeader("Accept-Language", langState().lang);
		request.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
		request.upload.onload = () => onProgress(1);
		request.onload = () =>
			resolve({
				status: request.status,
				text: request.responseText,
				retryAfter: Number(request.getResponseHeader("Retry-After")) || 0,
			});
		request.onerror = () => reject(offline());
		request.onabort = () => reject(new DOMException("", "AbortError"));
		signal.addEventListener("abort", () => request.abort());
		request.send(form);
	});
}

export function answerOf({ status, text, retryAfter }: Answer): Import {
	const body = parsed(text);
	if (status >= 200 && status < 300 && body) return body as Import;
	if (status === 413 && !body?.detail) throw new Problem(413, { detail: langState().t("import.file.tooLarge") });
	throw new Problem(status, body ?? {}, retryAfter || undefined);
}

function parsed(text: string): { detail?: string } | null {
	try {
		const body: unknown = JSON.parse(text);
		return body && typeof body === "object" ? body : null;
	} catch {
		return null;
	}
}

function offline(): Problem {
	const { t } = langState();
	return new Problem(0, { title: t("error.offline.title"), detail: t("error.offline.text") });
}
