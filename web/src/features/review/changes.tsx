import { lights, weathers } from "../../fields/status";
import { dayFromISO, formatDay } from "../../format/day";
import { formatMoney, type Money, signedMoney } from "../../format/money";
import { formatNumber, formatPercent } from "../../format/number";
import { exactSpan, shiftText } from "../../format/span";
import type { MessageKey } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import styles from "./slide.module.css";
import type { Change, ProjectPage } from "./types";

const most = 4;

// Changes are what became of a project since the review before, the most telling
// first; the weather stands in the strip.
export function Changes({ page: p, hasPrevious }: { page: ProjectPage; hasPrevious: boolean }) {
	const { t } = useLang();
	if (!hasPrevious) return <p className={styles.plain}>{t("review.firstText")}</p>;
	if (p.kind === "new") return <p className={styles.plain}>{t("review.isNew")}</p>;
	if (p.kind === "gone") return <p className={styles.plain}>{t("review.isGone")}</p>;
	const all = p.changes.filter((c) => c.attribute !== "weather" && c.attribute !== "comment");
	if (all.length === 0)
		return <p className={styles.plain}>{t(p.changes.length > 0 ? "review.onlyWeather" : "review.sameAsBefore")}</p>;
	return (
		<ul className={styles.changes}>
			{all.slice(0, most).map((c) => (
				<ChangeLine key={c.attribute} change={c} />
			))}
			{all.length > most && <li className={styles.quiet}>{t("review.moreChanges", { count: all.length - most })}</li>}
		</ul>
	);
}

export function ChangeLine({ change: c, short }: { change: Change; short?: boolean }) {
	const { t } = useLang();
	const tone = c.worse === true ? "worse" : c.worse === false ? "better" : undefined;
	const delta = deltaText(c, t);
	const texts = pairOf(c, t);
	if (short && (c.kind === "weather" || c.kind === "light")) return <Marks change={c} />;
	return (
		<li className={styles.change} data-tone={tone} data-short={short || undefined}>
			<span className={styles.changeLabel}>{c.label}</span>
			<span className={styles.changeWords}>
				{delta && (
					<strong
						className={styles.delta}
						title={c.kind === "date" && c.delta !== null ? exactSpan(Number(c.delta), t) : undefined}
					>
						{tone && <Icon name={tone === "worse" ? "warning" : "check"} size={22} label={t(`review.${tone}`)} />}
						{delta}
					</strong>
				)}
				{!(short && delta) && (
					<span className={delta ? styles.pair : styles.pairAlone}>
						<span className={styles.old}>{texts[0] || t("review.empty")}</span>
						<Icon name="arrow-right" size={18} />
						<span className={styles.next}>{texts[1] || t("review.empty")}</span>
					</span>
				)}
			</span>
		</li>
	);
}

// Marks are a weather or a light that changed, without words.
function Marks({ change: c }: { change: Change }) {
	const { t } = useLang();
	const family = c.kind === "weather" ? weathers : lights;
	const [was, now] = [c.was, c.now].map((v) => family.find((s) => s.word === v));
	return (
		<li className={styles.marks} title={c.label}>
			{was && <Icon name={was.icon} label={t(was.title)} />}
			<Icon name="arrow-right" />
			{now && <Icon name={now.icon} label={t(now.title)} />}
		</li>
	);
}

type T = ReturnType<typeof useLang>["t"];

function deltaText(c: Change, t: T): string {
	if (c.delta === null || c.delta === undefined) return "";
	if (c.kind === "date") return shiftText(Number(c.delta), t);
	if (c.kind === "money") return signedMoney(c.delta as Money);
	if (c.kind === "percent" || c.kind === "number") {
		const d = String(c.delta);
		const figure = formatNumber(d.replace("-", ""));
		return `${d.startsWith("-") ? "−" : "+"}${figure}${c.kind === "percent" ? ` ${t("review.points")}` : ""}`;
	}
	return "";
}

// pairOf is both values as people read them. What the server wrote in words is
// taken where a list or a name is meant.
function pairOf(c: Change, t: T): [string, string] {
	const words = c.text.split(" → ");
	const fallback: [string, string] = [words[0] ?? "", words[1] ?? ""];
	const both = (f: (v: unknown) => string): [string, string] => [
		c.was === null ? "" : f(c.was),
		c.now === null ? "" : f(c.now),
	];
	switch (c.kind) {
		case "date":
			return both((v) => formatDay(dayFromISO(String(v)), "medium"));
		case "money":
			return both((v) => formatMoney(v as Money, "auto"));
		case "percent":
			return both((v) => formatPercent(String(v)));
		case "number":
			return both((v) => formatNumber(String(v)));
		case "weather":
			return both((v) => word(weathers, v, t));
		case "light":
			return both((v) => word(lights, v, t));
	}
	return fallback;
}

function word(family: readonly { word: string; title: MessageKey }[], v: unknown, t: T): string {
	const s = family.find((s) => s.word === v);
	return s ? t(s.title) : "";
}
