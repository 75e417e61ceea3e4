import { useQuery } from "@tanstack/react-query";
import { lights, weathers } from "../../fields/status";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { Loaded } from "../../ui/states";
import { ChangeLine } from "./changes";
import styles from "./opening.module.css";
import { OutcomeLines } from "./outcome-lines";
import { openingOf, useOutcomes } from "./queries";
import type { At, Opening, Review } from "./types";

// OpeningSlide is the first page: how the portfolio is, what changed most, and
// what became of what was decided.
export function OpeningSlide({ review: r, onGo }: { review: Review; onGo: (to: At) => void }) {
	const opening = useQuery(openingOf(r));
	return <Loaded query={opening}>{(o) => <Content review={r} opening={o} onGo={onGo} />}</Loaded>;
}

const mostMovers = 3;

function Content({ review: r, opening: o, onGo }: { review: Review; opening: Opening; onGo: (to: At) => void }) {
	const t = useT();
	const outcomes = useOutcomes(r.id).data;
	const movers = o.changed.slice(0, mostMovers);
	const more = o.changed.length - movers.length + o.more;
	return (
		<article className={styles.slide}>
			<header className={styles.head}>
				<div>
					<p className={styles.above}>{r.portfolio.name}</p>
					<h1 className={styles.title}>{r.name}</h1>
					<p className={styles.below}>
						{t("review.stateOf", { day: formatDay(dayFromISO(r.day), "long") })}
						{o.partial && <span className={styles.partial}>{t("review.partial")}</span>}
					</p>
				</div>
				<dl className={styles.figures}>
					{o.figures.map((f) => (
						<div key={f.key}>
							<dt>{f.label}</dt>
							<dd>
								{f.text}
								{f.delta && <span className={styles.delta}>{f.delta}</span>}
							</dd>
						</div>
					))}
				</dl>
			</header>
			<div className={styles.health}>
				{o.health.map((h) => (
					<Health key={h.attribute} health={h} compares={!!r.previous} />
				))}
			</div>
			<div className={styles.body}>
				{r.previous && (
					<section>
						<h2 className={styles.heading}>{t("review.since", { name: r.previous.name })}</h2>
						{movers.length === 0 && <p className={styles.plain}>{t("review.sameAsBefore")}</p>}
						<ul className={styles.movers}>
							{movers.map((m) => (
								<li key={m.project.id}>
									<MoverName review={r} project={m.project} onGo={onGo} />
									<ul className={styles.moves}>
										{m.changes.slice(0, 4).map((c) => (
											<ChangeLine key={c.attribute} change={c} short />
										))}
									</ul>
								</li>
							))}
						</ul>
						<p className={styles.others}>
							{[
								more > 0 && t("review.moreMovers", { count: more }),
								o.new.length > 0 && `${t("review.news", { count: o.new.length })} ${names(o.new)}`,
								o.gone.length > 0 && `${t("review.gones", { count: o.gone.length })} ${names(o.gone)}`,
							]
								.filter(Boolean)
								.map((line) => (
									<span key={String(line)}>{line}</span>
								))}
						</p>
					</section>
				)}
				<section>
					<h2 className={styles.heading}>{r.previous ? t("review.became") : t("review.today")}</h2>
					{r.previous ? (
						o.follow_up.length > 0 ? (
							<>
								<FollowCounts opening={o} />
								<OutcomeLines review={r} lines={o.follow_up} outcomes={outcomes} follow most={5} withProject />
							</>
						) : (
							<p className={styles.plain}>{t("review.noFollowUp")}</p>
						)
					) : (
						<ol className={styles.agenda}>
							{r.items.slice(0, 12).map((i) => (
								<li key={i.project.id}>
									<MoverName review={r} project={i.project} onGo={onGo} />
								</li>
							))}
							{r.items.length > 12 && (
								<li className={styles.plain}>{t("review.moreMovers", { count: r.items.length - 12 })}</li>
							)}
						</ol>
					)}
				</section>
			</div>
		</article>
	);
}

function names(all: readonly { name: string }[]): string {
	const shown = all.slice(0, 3).map((n) => n.name);
	return shown.join(", ") + (all.length > shown.length ? "…" : "");
}

function MoverName({
	review: r,
	project,
	onGo,
}: {
	review: Review;
	project: { id: string; name: string };
	onGo: (to: At) => void;
}) {
	const on = r.items.some((i) => i.project.id === project.id);
	if (!on) return <span className={styles.name}>{project.name}</span>;
	return (
		<button type="button" className={styles.name} onClick={() => onGo(project.id)}>
			{project.name}
		</button>
	);
}

function FollowCounts({ opening: o }: { opening: Opening }) {
	const t = useT();
	const count = (state: string) => o.follow_up.filter((f) => f.state === state).length;
	return (
		<p className={styles.counts}>
			{(["done", "open", "late", "dropped"] as const)
				.map((state) => ({ state, n: count(state) }))
				.filter(({ n }) => n > 0)
				.map(({ state, n }) => (
					<span key={state} data-state={state}>
						<strong>{n}</strong> {t(`review.counted.${state}`, { count: n })}
					</span>
				))}
		</p>
	);
}

// Health is one bar of the portfolio by weather or by light, with what it was.
function Health({ health: h, compares }: { health: Opening["health"][number]; compares: boolean }) {
	const t = useT();
	const family = h.attribute === "weather" ? weathers : lights;
	const total = h.values.reduce((sum, v) => sum + v.count, 0) + h.none || 1;
	return (
		<div className={styles.scale}>
			<div className={styles.stack} aria-hidden>
				{h.values.map((v) => (
					<span key={v.value} data-value={v.value} style={{ flexGrow: v.count / total }} />
				))}
				<span data-value="none" style={{ flexGrow: h.none / total }} />
			</div>
			<ul className={styles.legend} aria-label={h.label}>
				{h.values.map((v) => {
					const s = family.find((f) => f.word === v.value);
					const moved = v.count - v.was;
					return (
						<li key={v.value}>
							{s && <Icon name={s.icon} size={30} label={t(s.title)} />}
							<strong>{v.count}</strong>
							{compares && moved !== 0 && (
								<span className={styles.moved}>{moved > 0 ? `+${moved}` : `−${-moved}`}</span>
							)}
						</li>
					);
				})}
				{h.none > 0 && <li className={styles.none}>{t("review.unsaid", { count: h.none })}</li>}
			</ul>
		</div>
	);
}
