import { formatNumber } from "../../format/number";
import type { Lang } from "../../i18n/lang";

const units: Record<Lang, readonly string[]> = {
	fr: ["o", "ko", "Mo", "Go", "To"],
	en: ["B", "KB", "MB", "GB", "TB"],
};

// formatBytes says a size as people do: 12 Mo, 1,4 Go.
export function formatBytes(bytes: number, lang: Lang): string {
	let n = bytes;
	let step = 0;
	while (n >= 1000 && step < 4) {
		n /= 1000;
		step++;
	}
	const figure = n >= 10 || step === 0 ? String(Math.round(n)) : n.toFixed(1);
	return `${formatNumber(figure)}\u00a0${units[lang][step]}`;
}
