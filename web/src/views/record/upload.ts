import { api } from "../../api/client";
import { Problem } from "../../api/problem";
import type { Attachment } from "../../data/conversation";
import { langState } from "../../i18n/lang";

// attach sends a file to a project and tells the share that is sent, 0 to 1. The
// browser tells it only through XMLHttpRequest. A session that has ended is
// renewed in place, and the file sent again.
export async function attach(
	project: string,
	file: File,
	onProgress: (share: number) => void,
	signal: AbortSignal,
): Promise<Attachment> {
	const first = await post(project, file, onProgress, signal);
	if (first.status !== 401) return answerOf(first);
	await api.get("/me");
	return answerOf(await post(project, file, onProgress, signal));
}

type Answer = { status: number; text: string };

function post(project: string, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", `/api/v1/projects/${project}/files`);
		request.setRequestHeader("Accept", "application/json");
		request.setRequestHeader("Accept-Language", langState().lang);
		request.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
		request.onload = () => resolve({ status: request.status, text: request.responseText });
		request.onerror = () => reject(offline());
		request.onabort = () => reject(new DOMException("", "AbortError"));
		signal.addEventListener("abort", () => request.abort());
		const form = new FormData();
		form.set("file", file, file.name);
		request.send(form);
	});
}

function answerOf({ status, text }: Answer): Attachment {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		body = null;
	}
	if (status >= 200 && status < 300 && body) return body as Attachment;
	throw new Problem(status, (body as { detail?: string } | null) ?? {});
}

function offline(): Problem {
	const { t } = langState();
	return new Problem(0, { title: t("error.offline.title"), detail: t("error.offline.text") });
}

// weight is a number of bytes as people say it.
export function weight(bytes: number): string {
	const { t, locale } = langState();
	const units = ["file.bytes", "file.kB", "file.MB", "file.GB"] as const;
	let [n, i] = [bytes, 0];
	while (n >= 1000 && i < units.length - 1) {
		n /= 1024;
		i++;
	}
	const digits = i > 1 && n < 10 ? 1 : 0;
	return t(units[i] ?? "file.bytes", { n: n.toLocaleString(locale, { maximumFractionDigits: digits }) });
}
