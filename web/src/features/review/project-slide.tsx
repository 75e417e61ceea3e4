import { useQuery } from "@tanstack/react-query";
import type { Attribute } from "../../api/types";
import { lights, weathers } from "../../fields/status";
import { dayFromISO, formatDay, formatMonth, monthOf } from "../../format/day";
import { formatMoney, type Money } from "../../format/money";
import { formatPercent } from "../../format/number";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { Loaded } from "../../ui/states";
import { Changes } from "./changes";
import { outcomesOf } from "./logic";
import { OutcomeLines } from "./outcome-lines";
import { pageOf, useOutcomes } from "./queries";
import styles from "./slide.module.css";
import { Dates } from "./slide-dates";
import type { ProjectPage, Review } from "./types";

type Named = { id: string; name: string } | null;

// ProjectSlide is one project, read at three metres: how it is on the left, what
// changed first, then its dates and its money, then what is decided.
export function ProjectSlide({ review: r, project }: { review: Review; project: string }) {
	const page = useQuery(pageOf(r, project));
	return <Loaded query={page}>{(p) => <Content review={r} page={p} />}</Loaded>;
}

function Content({ review: r, page: p }: { review: Review; page: ProjectPage }) {
	const { t, lang } = useLang();
	const outcomes = useOutcomes(r.id).data;
	const row = p.row;
	const of = (key: string) => r.attributes.find((a) => a.key === key);
	const stage = of("stage")?.choices.find((c) => c.key === row.stage);
	const [manager, unit, programme] = ["manager", "unit", "programme"].map((key) => row[key] as Named);
	const note = r.items.find((i) => i.project.id === p.project.id)?.note;
	const mine = outcomesOf(outcomes, p.project.id);
	return (
		<article className={styles.slide} data-weather={typeof row.weather === "string" ? row.weather : undefined}>
			<Strip review={r} page={p} />
			<div className={styles.main}>
				<header className={styles.head}>
					<p className={styles.above}>
						{[p.project.code, unit?.name, programme?.name].filter(Boolean).map((word) => (
							<span key={word}>{word}</span>
						))}
					</p>
					<h1 className={styles.title}>{p.project.name}</h1>
					<p className={styles.below}>
						{stage && <span className={styles.stage}>{pick(stage.label, lang)}</span>}
						{manager?.name && <span>{manager.name}</span>}
					</p>
					{note && <p className={styles.note}>{note}</p>}
				</header>
				<div className={styles.body}>
					<section className={styles.story}>
						<h2 className={styles.heading}>
							{r.previous ? t("review.since", { name: r.previous.name }) : t("review.firstTime")}
						</h2>
						<Changes page={p} hasPrevious={!!r.previous} />
						{typeof row.comment === "string" && row.comment && (
							<blockquote className={styles.comment}>{row.comment}</blockquote>
						)}
					</section>
					<section className={styles.facts}>
						<Dates page={p} day={dayFromISO(r.day)} />
						<Costs page={p} attributes={r.attributes} />
						<Risks page={p} />
					</section>
				</div>
				{(p.follow_up.length > 0 || mine.length > 0) && (
					<div className={styles.ends}>
						{p.follow_up.length > 0 && (
							<section>
								<h2 className={styles.heading}>{t("review.became")}</h2>
								<OutcomeLines review={r} lines={p.follow_up} outcomes={outcomes} follow most={3} />
							</section>
						)}
						{mine.length > 0 && (
							<section data-new>
								<h2 className={styles.heading}>{t(r.state === "closed" ? "review.decided" : "review.decidedToday")}</h2>
								<OutcomeLines review={r} lines={mine} outcomes={outcomes} most={4} />
							</section>
						)}
					</div>
				)}
			</div>
		</article>
	);
}

function Strip({ review: r, page: p }: { review: Review; page: ProjectPage }) {
	const { t } = useLang();
	const now = weathers.find((w) => w.word === p.row.weather);
	const before = p.changes.find((c) => c.attribute === "weather");
	const was = weathers.find((w) => w.word === before?.was);
	const light = lights.find((l) => l.word === p.row.light);
	const last = monthOf(dayFromISO(r.day));
	const known = p.weather.some(Boolean);
	return (
		<aside className={styles.strip}>
			{now ? (
				<p className={styles.weather}>
					<Icon name={now.icon} size={120} />
					<span className={styles.word}>{t(now.title)}</span>
				</p>
			) : (
				<p className={styles.noWeather}>{t("review.noWeather")}</p>
			)}
			{before && was && (
				<p className={styles.was} data-worse={before.worse ?? undefined}>
					<span>{t(before.worse ? "review.worse" : "review.better")}</span>
					<span className={styles.wasMark}>
						<Icon name={was.icon} size={28} label={t(was.title)} /> <Icon name="arrow-right" size={20} />{" "}
						{now && <Icon name={now.icon} size={28} label={t(now.title)} />}
					</span>
				</p>
			)}
			{light && (
				<p className={styles.light}>
					<Icon name={light.icon} size={28} />
					{t(light.title)}
				</p>
			)}
			{known && (
				<ol className={styles.trend} aria-label={t("review.trend")}>
					{p.weather.map((word, i) => {
						const month = formatMonth(last - (p.weather.length - 1 - i), "month-long");
						const w = weathers.find((x) => x.word === word);
						return (
							<li key={i} title={month}>
								{w ? (
									<Icon name={w.icon} size={24} label={`${month} : ${t(w.title)}`} />
								) : (
									<span className={styles.dot} />
								)}
							</li>
						);
					})}
				</ol>
			)}
			{p.row.progress !== null && p.row.progress !== undefined && (
				<p className={styles.progress}>
					<span className={styles.figure}>{formatPercent(String(Math.round(Number(p.row.progress))))}</span>
					<span className={styles.bar}>
						<span style={{ inlineSize: `${Math.min(100, Number(p.row.progress))}%` }} />
					</span>
					{t("review.progress")}
				</p>
			)}
		</aside>
	);
}

// Costs sets the total beside its baseline, and what is spent beside both.
function Costs({ page: p, attributes }: { page: ProjectPage; attributes: readonly Attribute[] }) {
	const { t, lang } = useLang();
	const total = p.row.total_cost as Money | null;
	if (!total) return null;
	const baseline = p.row.total_cost_baseline as Money | null;
	const actual = p.row.actual_cost as Money | null;
	const most = Math.max(Number(total.amount), Number(baseline?.amount ?? 0), Number(actual?.amount ?? 0)) || 1;
	const share = (m: Money) => `${(100 * Number(m.amount)) / most}%`;
	const label = (key: string) => pick(attributes.find((a) => a.key === key)?.label, lang);
	const over = baseline && Number(baseline.amount) > 0 ? Number(total.amount) / Number(baseline.amount) - 1 : 0;
	return (
		<div className={styles.block}>
			<h2 className={styles.heading}>{label("total_cost")}</h2>
			<p className={styles.big}>
				{formatMoney(total, "auto")}
				{baseline && Math.abs(over) >= 0.005 && (
					<span className={styles.drift} data-worse={over > 0}>
						{over > 0 ? "+" : "−"}
						{formatPercent(String(Math.abs(Math.round(over * 100))))} {t("review.onBaseline")}
					</span>
				)}
			</p>
			<div className={styles.money} aria-hidden>
				<span className={styles.moneyTotal} style={{ inlineSize: share(total) }} />
				{actual && <span className={styles.moneyActual} style={{ inlineSize: share(actual) }} />}
				{baseline && <span className={styles.moneyBaseline} style={{ insetInlineStart: share(baseline) }} />}
			</div>
			<p className={styles.quiet}>
				{[
					baseline && t("review.baselineOf", { amount: formatMoney(baseline, "auto") }),
					actual && t("review.spent", { amount: formatMoney(actual, "auto") }),
				]
					.filter(Boolean)
					.join(" · ")}
			</p>
		</div>
	);
}

function Risks({ page: p }: { page: ProjectPage }) {
	const { t } = useLang();
	const shown = p.risks.filter((r, i) => r.high || i === 0).slice(0, 3);
	if (shown.length === 0) return null;
	return (
		<div className={styles.block}>
			<h2 className={styles.heading}>{t("review.risks", { count: p.risks.length })}</h2>
			<ul className={styles.risks}>
				{shown.map((r) => (
					<li key={r.name}>
						<span className={styles.score} data-high={r.high || undefined} title={t("review.criticality")}>
							{r.criticality || "–"}
						</span>
						<span className={styles.clip}>{r.name}</span>
					</li>
				))}
			</ul>
		</div>
	);
}

export function dateText(iso: string): string {
	return iso ? formatDay(dayFromISO(iso), "medium") : "";
}
